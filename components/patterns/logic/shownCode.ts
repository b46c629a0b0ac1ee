import type { SiteLines } from '../../../content/patterns/stage/LineWatch'

export interface ShownNote {
  readonly id: string
  readonly label: string
  readonly text: string
}

/** A stretch of source as a page on a pattern shows it. */
export interface ShownCode {
  /** The symbol; the labs of the page say by it whose lines have run. */
  readonly place: string
  readonly file: string
  /** The number of the first line. */
  readonly from: number
  /** HTML of each line. */
  readonly lines: readonly string[]
  /** By line. */
  readonly notes: Readonly<Record<number, ShownNote>>
  readonly original: { readonly method: string; readonly url: string } | null
  /** The probes of its statements; none for code that is not the engine's. */
  readonly sites: SiteLines
}
