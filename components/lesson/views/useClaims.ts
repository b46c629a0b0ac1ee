'use client'

import { useEffect, useMemo, useState } from 'react'
import type { RunModel } from '../../../engine/worker/protocol'
import { isTrueOf, type LessonClaims } from '../logic/claims'

const NONE: LessonClaims = { claims: {}, outcomes: {} }

/** What the lesson claims of its run, fetched when it is needed, and which of that is not true of the run on the page. */
export function useClaims(slug: string, run: RunModel | null): { outcomes: LessonClaims['outcomes']; untrue: ReadonlySet<string> } {
  const [known, setKnown] = useState(NONE)
  useEffect(() => {
    let isWanted = true
    import('../../../content/lessons/claims').then(
      ({ CLAIMS }) => isWanted && setKnown(CLAIMS[slug] ?? NONE),
      // Without them the text stands as it is written: about the lesson's own run.
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [slug])
  const untrue = useMemo(() => {
    // A run that is still being made decides nothing yet.
    if (run?.isWhole !== true) return new Set<string>()
    return new Set(Object.keys(known.claims).filter((name) => !isTrueOf(known.claims[name], run)))
  }, [known, run])
  return { outcomes: known.outcomes, untrue }
}
