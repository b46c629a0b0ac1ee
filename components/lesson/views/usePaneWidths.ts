'use client'

import { useCallback, useEffect, useState } from 'react'
import { recall, remember } from '../../site/logic/choice'

/** In percent of the page. */
export interface PaneWidths {
  readonly prose: number
  readonly picture: number
}

export const NARROWEST = 15
export const WIDEST = 55
const START: PaneWidths = { prose: 23, picture: 37 }
const KEY = 'pane-widths'

/** How wide the panes are; remembered from visit to visit. */
export function usePaneWidths(): { widths: PaneWidths; setWidth: (pane: keyof PaneWidths, value: number) => void } {
  const [widths, setWidths] = useState(START)
  useEffect(() => setWidths(readWidths(recall(KEY))), [])
  const setWidth = useCallback((pane: keyof PaneWidths, value: number) => {
    setWidths((before) => {
      const after = { ...before, [pane]: limited(value) }
      remember(KEY, JSON.stringify(after))
      return after
    })
  }, [])
  return { widths, setWidth }
}

/** What was kept, if it makes sense. */
export function readWidths(kept: string | null): PaneWidths {
  try {
    const { prose, picture } = JSON.parse(kept ?? '{}') as Partial<Record<keyof PaneWidths, unknown>>
    return { prose: limited(numberOr(prose, START.prose)), picture: limited(numberOr(picture, START.picture)) }
  } catch {
    return START
  }
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise
}

function limited(value: number): number {
  return Math.min(WIDEST, Math.max(NARROWEST, value))
}
