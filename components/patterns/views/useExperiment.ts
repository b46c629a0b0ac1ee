'use client'

import { useCallback, useRef, useState } from 'react'
import type { ExperimentName, InputOf, ResultOf } from '../../../content/patterns/stage/experiments'
import { runExperiment } from './patternStore'

interface Experiment<N extends ExperimentName> {
  readonly result: ResultOf<N> | null
  readonly isBusy: boolean
  readonly hasFailed: boolean
  run(input: InputOf<N>): Promise<ResultOf<N> | null>
  clear(): void
}

/** An experiment, and how its last run has ended. Of several runs only the last one asked for counts. */
export function useExperiment<N extends ExperimentName>(name: N): Experiment<N> {
  const [result, setResult] = useState<ResultOf<N> | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [hasFailed, setFailed] = useState(false)
  const wanted = useRef(0)
  const run = useCallback(async (input: InputOf<N>) => {
    const mine = ++wanted.current
    setBusy(true)
    setFailed(false)
    try {
      const found = await runExperiment(name, input)
      if (mine !== wanted.current) return null
      setResult(found)
      return found
    } catch {
      if (mine === wanted.current) setFailed(true)
      return null
    } finally {
      if (mine === wanted.current) setBusy(false)
    }
  }, [name])
  const clear = useCallback(() => {
    wanted.current++
    setResult(null)
    setBusy(false)
  }, [])
  return { result, isBusy, hasFailed, run, clear }
}
