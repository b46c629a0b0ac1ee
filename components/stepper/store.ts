'use client'

import { useStore } from 'zustand'
import { createStepper } from './createStepper'
import type { StepperState } from './StepperState'
import { sharedWorker } from './workerClient'

/** The page's one stepper. Its worker starts with the first run. */
export const stepper = createStepper(sharedWorker, undefined, async (key) => {
  if (typeof key.code === 'string') (await import('../strategy/readersFile')).provideReadersFile(key)
})

export function useStepper<T>(selector: (state: StepperState) => T): T {
  return useStore(stepper, selector)
}
