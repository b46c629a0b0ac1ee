'use client'

import { useStore } from 'zustand'
import { createStepper } from '../logic/createStepper'
import type { StepperState } from '../logic/StepperState'
import { sharedWorker } from '../logic/workerClient'

/** The page's one stepper. Its worker starts with the first run. */
export const stepper = createStepper(sharedWorker, undefined, async (key) => {
  if (typeof key.code === 'string') (await import('../../strategy/logic/readersFile')).provideReadersFile(key)
})

export function useStepper<T>(selector: (state: StepperState) => T): T {
  return useStore(stepper, selector)
}
