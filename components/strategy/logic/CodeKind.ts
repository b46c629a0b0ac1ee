import type { CallError, Measurement } from '../../../engine/worker/Measurement'
import type { RunKey, SelectorName } from '../../../engine/worker/protocol'
import type { Load } from '../../../engine/cluster/Load'
import type { WorkerClient } from '../../stepper/logic/workerClient'
import type { ShownVerdict } from './LabState'
import { decodeLoad, encodeLoad, FIRST_LOAD } from './load'
import type { Caller } from './stats'

/** What readers write: where a message goes, who gets which queue, or what is done with a message. */
export type KindName = 'selector' | 'allocation' | 'listener'

/** The load takes the scenario's place, but a key has to name one. */
const SCENARIO = 'send-call'

/** What a kind of code is run with. `L`: what it has to cope with, `K`: what is run, `M`: what came of it. */
export interface CodeKind<L, K, M> {
  readonly name: KindName
  readonly firstLoad: L
  /** The built-in pieces that are compared at first. */
  readonly first: { readonly before: string; readonly after: string }
  encodeLoad(load: L): string
  /** Null unless it is exactly as `encodeLoad` writes it. */
  decodeLoad(text: string): L | null
  /** `builtIn` is null for code that somebody wrote; then `code` is not. */
  keyOf(load: L, seed: number, builtIn: string | null, code: string | null): K
  measure(client: WorkerClient, key: K): Promise<M>
  check(client: WorkerClient, exercise: string, code: string, seeds: number): Promise<ShownVerdict>
  /** Who called the code, with what went wrong. */
  callersOf(measurement: M): readonly Caller[]
}

/** Strategies that choose a queue. */
export const SELECTOR: CodeKind<Load, RunKey, Measurement> = {
  name: 'selector',
  firstLoad: FIRST_LOAD,
  first: { before: 'round-robin', after: 'hash' },
  encodeLoad,
  decodeLoad,
  keyOf: (load, seed, builtIn, code) => {
    return { scenario: SCENARIO, seed, interventions: [], selector: builtIn as SelectorName | null, code, load }
  },
  measure: async (client, key) => (await client.ask({ type: 'measure', key }, 'measurement')).measurement,
  check: (client, exercise, code, seeds) => client.ask({ type: 'check', exercise, code, seeds }, 'verdict'),
  callersOf: ({ calls }) => calls,
}

/** For errors that have no number of their own. */
export function numbered(errors: ReadonlyArray<{ readonly error: CallError }>): Caller[] {
  return errors.map(({ error }, index) => ({ index, error }))
}
