import { readShare, type Share } from '../../ui/logic/rememberedShare'

/** In the order in which they stand. */
export const PANES = ['prose', 'source', 'picture'] as const
export type Pane = (typeof PANES)[number]

/** What the reader has chosen to see. */
export interface PaneChoice {
  /** Where all have room: those that are not shown. Never all of them. */
  readonly hidden: readonly Pane[]
  /** Where only one has room: that one. */
  readonly single: Pane
  /** In percent of the page. */
  readonly prose: number
  readonly picture: number
}

export const SHARES: Readonly<Record<'prose' | 'picture', Share>> = {
  prose: { start: 23, min: 15, max: 55 },
  picture: { start: 37, min: 15, max: 60 },
}

export const ALL_PANES: PaneChoice = { hidden: [], single: 'prose', prose: SHARES.prose.start, picture: SHARES.picture.start }

/** Shows a pane or hides it. The last one stays. */
export function togglePane(choice: PaneChoice, pane: Pane): PaneChoice {
  const isHidden = choice.hidden.includes(pane)
  if (!isHidden && choice.hidden.length === PANES.length - 1) return choice
  return { ...choice, hidden: isHidden ? choice.hidden.filter((each) => each !== pane) : [...choice.hidden, pane] }
}

/** The pane that takes the room that the others leave. */
export function fillingPane({ hidden }: PaneChoice): Pane {
  return (['source', 'picture', 'prose'] as const).find((pane) => !hidden.includes(pane)) ?? 'source'
}

/** What was kept, as far as it makes sense. */
export function readPanes(kept: string | null): PaneChoice {
  try {
    const { hidden, single, prose, picture } = JSON.parse(kept ?? '{}') as Partial<Record<keyof PaneChoice, unknown>>
    const known = Array.isArray(hidden) ? PANES.filter((pane) => hidden.includes(pane)) : []
    return {
      hidden: known.length < PANES.length ? known : [],
      single: PANES.find((pane) => pane === single) ?? ALL_PANES.single,
      prose: readShare(prose, SHARES.prose),
      picture: readShare(picture, SHARES.picture),
    }
  } catch {
    return ALL_PANES
  }
}
