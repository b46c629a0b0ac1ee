import type { Recording } from '../trace/Recording'
import type { SiteTable } from '../trace/SiteTable'
import type { NamedValue } from '../trace/Trace'
import { Trace } from '../trace/Trace'
import type { Cursor } from './protocol'

/** Variables are captured in blocks of that many events, when somebody looks at one of them. */
const BLOCK = 8192
/** As many blocks are kept. */
const MAX_BLOCKS = 6

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
 * The variables at any event of a recorded run. A recording without values is small; when values are wanted, the run is
 * done again with them, from its start up to there.
 */
export class Values {
  private readonly recording: Recording
  private readonly sites: SiteTable
  private readonly repeat: (from: Cursor, to: Cursor) => Recording
  /** The block used last at the end. */
  private readonly blocks: Map<number, Trace>

  /** `repeat` does the run again up to event `to`, with values from event `from` on. */
  constructor(recording: Recording, sites: SiteTable, repeat: (from: Cursor, to: Cursor) => Recording) {
    this.recording = recording
    this.sites = sites
    this.repeat = repeat
    this.blocks = new Map()
  }

  /** @throws DivergedError */
  at(event: Cursor): NamedValue[] {
    return this.block(Math.floor(event / BLOCK)).values(event) ?? []
  }

  private block(number: number): Trace {
    const known = this.blocks.get(number)
    this.blocks.delete(number)
    const block = known ?? this.fetch(number * BLOCK, Math.min((number + 1) * BLOCK, this.recording.length))
    this.blocks.set(number, block)
    if (this.blocks.size > MAX_BLOCKS) this.blocks.delete(this.blocks.keys().next().value!)
    return block
  }

  private fetch(from: Cursor, to: Cursor): Trace {
    const repeated = this.repeat(from, to)
    const { events } = this.recording
    for (let event = from; event < to; event++) {
      const isSame = event < repeated.length && events.site(event) === repeated.events.site(event)
      if (!isSame || events.kind(event) !== repeated.events.kind(event)) throw new DivergedError(event)
    }
    return new Trace(repeated, this.sites)
  }
}
