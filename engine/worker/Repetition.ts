import type { Cluster } from '../cluster/Cluster'
import { assert, AssertionError } from '../kernel/assert'
import type { RecorderOptions } from '../trace/Recorder'
import { Recorder } from '../trace/Recorder'
import type { Recording } from '../trace/Recording'
import type { SiteTable } from '../trace/SiteTable'
import type { NamedValue } from '../trace/ValueReader'
import { ValueReader } from '../trace/ValueReader'
import type { Cursor } from './protocol'

/** A repetition of a run was another run: a bug, which is said and not hidden. */
export class DivergedError extends Error {
  readonly event: Cursor

  constructor(event: Cursor) {
    super(`the repetition of the run differs from the run at event ${event}`)
    this.name = 'DivergedError'
    this.event = event
  }
}

/**
 * A recorded run that is done once more, this time with all variables, and only as far as somebody has asked: a
 * recording without variables is there at once and small, and most of a run is never looked at.
 */
export class Repetition {
  private readonly original: Recording
  private readonly cluster: Cluster
  private readonly recorder: Recorder
  private readonly reader: ValueReader
  /** How many events have been found to be the same. */
  private compared: number

  /**
   * @param original may still go on
   * @param cluster must not have run yet
   * @param limit the one of the original, if it has one
   */
  constructor(original: Recording, sites: SiteTable, cluster: Cluster, limit: Pick<RecorderOptions, 'maxEvents'> = {}) {
    this.original = original
    this.cluster = cluster
    this.recorder = new Recorder({ ...limit, values: 'locals' })
    this.reader = new ValueReader(this.recorder.recording, sites)
    this.compared = 0
    this.recorder.attach(cluster.kernel)
    this.recorder.suspendProbes()
  }

  /** The variables at an event; none where there are none. @throws DivergedError */
  valuesAt(event: Cursor): NamedValue[] {
    assert(event >= 0 && event < this.original.length, 'a moment lies within the run', event, this.original.length)
    this.advance(event + 1)
    return this.reader.values(event) ?? []
  }

  /** How many events have been repeated. */
  get length(): number {
    return this.recorder.recording.length
  }

  /** Goes on until there are `length` events. Nothing else may be recorded meanwhile. @throws DivergedError */
  advance(length: number): void {
    if (this.length >= length) return
    this.recorder.resumeProbes()
    try {
      this.cluster.run({ until: () => this.length >= length })
    } catch (error) {
      // The run that is repeated has ended so as well, or comparing the two tells.
      if (!(error instanceof AssertionError)) throw error
    } finally {
      this.recorder.suspendProbes()
    }
    this.compare()
    assert(this.length <= this.original.length, 'a repetition is no longer than the run', this.length, this.original.length)
    if (this.length < length) throw new DivergedError(this.length)
  }

  private compare(): void {
    const { events } = this.original
    const repeated = this.recorder.recording.events
    for (; this.compared < this.length; this.compared++) {
      const event = this.compared
      const isSame = events.site(event) === repeated.site(event) && events.kind(event) === repeated.kind(event)
      if (!isSame) throw new DivergedError(event)
    }
  }
}
