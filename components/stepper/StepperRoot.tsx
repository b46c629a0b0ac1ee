'use client'

import { useMemo, type ReactNode } from 'react'
import type { RunKey } from '../../engine/worker/protocol'
import { Announcer } from './Announcer'
import { Notices } from './Notices'
import { Overlays } from './Overlays'
import { useKeyboard } from './useKeyboard'
import { useLinks } from './useLinks'

interface Props {
  readonly scenario: string
  readonly seed?: number
  /** The places of the lesson: symbols of the engine that the run is to say the events of. */
  readonly anchors: readonly string[]
  readonly children: ReactNode
}

/** Starts the run of a lesson, or the one of the link in the address; keys, notices and dialogs go with it. */
export function StepperRoot({ scenario, seed = 1, anchors, children }: Props) {
  const start = useMemo((): RunKey => ({ scenario, seed, interventions: [], selector: null }), [scenario, seed])
  useLinks(start, anchors)
  useKeyboard()
  return (
    <>
      {children}
      <Notices />
      <Overlays />
      <Announcer />
    </>
  )
}
