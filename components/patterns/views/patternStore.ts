'use client'

import { create } from 'zustand'
import type { ExperimentName, InputOf, ResultOf } from '../../../content/patterns/stage/experiments'
import type { WorkerPort } from '../../stepper/logic/PortClient'
import { addressOf, reloadWithEngine } from '../../stepper/logic/workerClient'
import { PatternClient } from '../logic/PatternClient'

/** Which lines of a method have run, and the one at which an exception was thrown. */
interface LitLines {
  readonly ran: readonly number[]
  readonly failed: number | null
}

/** The last experiment of a kind that the reader has had run. */
interface LastRun<N extends ExperimentName> {
  readonly input: InputOf<N>
  readonly result: ResultOf<N>
}

interface PatternState {
  /** By the symbol of the code. */
  readonly lit: Readonly<Record<string, LitLines>>
  readonly last: { readonly [N in ExperimentName]?: LastRun<N> }
}

export const usePatternStore = create<PatternState>(() => ({ lit: {}, last: {} }))

export const patternClient = new PatternClient(() => {
  if (process.env.NODE_ENV === 'development') reloadWithEngine()
  return new Worker(addressOf(process.env.NEXT_PUBLIC_PATTERNS_WORKER), { type: 'module' }) as unknown as WorkerPort
})

export function light(place: string, lines: LitLines): void {
  usePatternStore.setState(({ lit }) => ({ lit: { ...lit, [place]: lines } }))
}

/** Has an experiment run and keeps it as the last of its kind. */
export async function runExperiment<N extends ExperimentName>(name: N, input: InputOf<N>): Promise<ResultOf<N>> {
  const result = await patternClient.run(name, input)
  usePatternStore.setState(({ last }) => ({ last: { ...last, [name]: { input, result } } }))
  return result
}
