// @notrace-file: what measures a run is no part of it.
import { KnownLoad } from './KnownLoad'
import type { RunKey } from './protocol'

/** As many are kept. */
const KEPT = 4

/** The loads of the latest runs; the one that was used longest ago is forgotten first. */
export class KnownLoads {
  /** By load and seed. */
  private readonly kept: Map<string, KnownLoad>

  constructor() {
    this.kept = new Map()
  }

  /** What is known of a run's load, and learns from the run; null for a run without one, or with a fault of its own. */
  of({ load, seed, interventions }: RunKey): KnownLoad | null {
    if (typeof load !== 'object' || load === null || interventions.length > 0) return null
    const { kept } = this
    const name = JSON.stringify([load, seed])
    const known = kept.get(name) ?? new KnownLoad(load)
    kept.delete(name)
    kept.set(name, known)
    if (kept.size > KEPT) kept.delete(kept.keys().next().value!)
    return known
  }
}
