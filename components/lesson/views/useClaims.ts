'use client'

import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import type { RunModel } from '../../../engine/worker/protocol'
import { isTrueOf, type LessonClaims } from '../logic/claims'

const NONE = { claims: {}, outcomes: {}, challenges: {} } satisfies LessonClaims

/** What a run's page says by itself has the run's name behind this. */
const OF_RUN = 'runs/'

async function claimsFor(slug: string): Promise<LessonClaims> {
  if (!slug.startsWith(OF_RUN)) return (await import('../../../content/lessons/claimsOf')).claimsOf(slug)
  const { RUNS } = await import('../../../content/runs')
  const sentences = RUNS.find(({ scenario }) => slug === OF_RUN + scenario)?.sentences ?? []
  const claims = sentences.flatMap(({ holds }, index) => (holds === undefined ? [] : [[String(index), holds] as const]))
  return { claims: Object.fromEntries(claims), outcomes: {} }
}

interface Known extends Required<Omit<LessonClaims, 'claims'>> {
  readonly untrue: ReadonlySet<string>
  /** Those that are true of it, once they are known and the run is whole. */
  readonly holds: ReadonlySet<string>
}

/** What the lesson claims of its run, fetched when it is needed, and which of that is not true of the run on the page. */
export function useClaims(slug: string, shown: RunModel | null): Known {
  // To hold a whole run against every claim takes longer than a picture on the screen may: the run is shown first.
  const run = useDeferredValue(shown)
  const [known, setKnown] = useState<LessonClaims>(NONE)
  useEffect(() => {
    let isWanted = true
    claimsFor(slug).then(
      (claims) => isWanted && setKnown(claims),
      // Without them the text stands as it is written: about the lesson's own run.
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [slug])
  const { untrue, holds } = useMemo(() => {
    // A run that is still being made decides nothing yet.
    const names = run?.isWhole === true ? Object.keys(known.claims) : []
    const held = new Set(names.filter((name) => isTrueOf(known.claims[name], run!)))
    return { untrue: new Set(names.filter((name) => !held.has(name))), holds: held }
  }, [known, run])
  return { outcomes: known.outcomes, challenges: known.challenges ?? NONE.challenges, untrue, holds }
}
