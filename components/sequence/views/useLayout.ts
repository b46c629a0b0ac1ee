'use client'

import { useMemo } from 'react'
import { useStepper } from '../../stepper/views/store'
import { useRange } from '../../stepper/views/useRange'
import { layout, type DiagramLayout } from '../logic/layout'

/** The layout for the run, the folds and the range of now; diagram and list share it by being given it. */
export function useLayout(): DiagramLayout | null {
  const run = useStepper((state) => state.run)
  const folds = useStepper((state) => state.folds)
  const range = useRange()
  return useMemo(() => (run === null ? null : layout(run, folds, range)), [run, folds, range])
}
