'use client'

import { useMemo } from 'react'
import type { EventRange } from '../logic/range'
import { rangeOf } from '../logic/range'
import { useStepper } from './store'

/** The same object for as long as the range is the same. */
export function useRange(): EventRange {
  const from = useStepper(({ run, cursor, scope }) => (run === null ? 0 : rangeOf(run, cursor, scope).from))
  const to = useStepper(({ run, cursor, scope }) => (run === null ? 1 : rangeOf(run, cursor, scope).to))
  return useMemo(() => ({ from, to }), [from, to])
}
