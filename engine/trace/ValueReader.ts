import { EventKind } from './EventKind'
import type { Recording } from './Recording'
import { ON_TAPE } from './Recording'
import type { SiteTable } from './SiteTable'
import { ValueSummary } from './ValueSummary'
import type { ValueTree } from './ValueTree'

/** A captured value with the name that it has at its place in the source. */
export interface NamedValue {
  readonly name: string
  readonly value: ValueTree
}

/** Reads the values of a recording, which may still be growing. */
export class ValueReader {
  private readonly recording: Recording
  private readonly sites: SiteTable
  private readonly summaries: ValueSummary

  constructor(recording: Recording, sites: SiteTable) {
    this.recording = recording
    this.sites = sites
    this.summaries = new ValueSummary(recording.tape, recording.ids)
  }

  /** What was captured at an event, named as in the source; null when nothing was. */
  values(event: number): NamedValue[] | null {
    const { events } = this.recording
    const value = events.value(event)
    const kind = events.kind(event)
    if (value < ON_TAPE || kind === EventKind.PAUSE || kind === EventKind.SPAWN) return null
    const position = value - ON_TAPE + (kind === EventKind.ENTER ? 4 : 0)
    const hasNames = kind === EventKind.STMT || kind === EventKind.ENTER
    const names = hasNames ? this.sites.site(events.site(event))?.names : null
    const fallback = kind === EventKind.EXIT ? 'return' : 'error'
    return this.summaries
      .decodeGroup(position)
      .map((each, index) => ({ name: names === null ? fallback : (names?.[index] ?? `#${index}`), value: each }))
  }
}
