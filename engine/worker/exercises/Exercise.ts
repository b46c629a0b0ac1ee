import type { Load } from '../../cluster/Load'
import type { Measurement } from '../Measurement'

/** Something that a strategy is to achieve. What it says to the reader is in `content/exercises`. */
export interface Exercise {
  readonly id: string
  /** Not the same for all seeds, so that nothing that only fits one cluster passes. */
  load(seed: number): Load
  /** Null when the run is as it should be. It must also make sense of loads that are smaller than those of `load`. */
  judge(measurement: Measurement): Failure | null
}

/** Why a run isn't as it should be. */
export interface Failure {
  /** Index of the call that shows it. */
  readonly call: number
  /** Id of a sentence in `content/exercises`. */
  readonly reason: string
}
