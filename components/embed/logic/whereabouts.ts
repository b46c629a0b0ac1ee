/** What an embedded page says to the page around it, whenever one of these changes. */
export interface Whereabouts {
  readonly type: 'rocketscope'
  /** Of this message's form. */
  readonly version: 1
  readonly lesson: string
  /** The step of the lesson that is being told, by its id. */
  readonly step: string
  /** The fragment that leads back to this moment, without the number sign; null before there is a run. */
  readonly place: string | null
  /** Virtual time in µs. */
  readonly time: number | null
  /** How tall the page wants to be, in px. */
  readonly height: number
}

/** From this width on text, source and picture are side by side, in px. */
const SIDE_BY_SIDE = 900

/** How tall a page of this width wants to be, in px: panes side by side take less than one at a time with its switches. */
export function wantedHeight(width: number): number {
  return width >= SIDE_BY_SIDE ? 560 : 680
}
