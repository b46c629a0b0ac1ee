'use client'

import { useEffect, useRef, type ReactNode } from 'react'
import { undisturbed } from '../logic/branches'
import { Announcer } from './Announcer'
import { EngineWatch } from './EngineWatch'
import { Notices } from './Notices'
import { Overlays } from './Overlays'
import { stepper } from './store'
import { useAddress } from './useAddress'
import { useKeyboard } from './useKeyboard'

interface Props {
  readonly scenario: string
  readonly seed?: number
  /** The places of the lesson: symbols of the engine that the run is to say the events of. The first is where it begins. */
  readonly anchors: readonly string[]
  /** The methods and files that the lesson is about, or null if it is about everything. */
  readonly focus: readonly string[] | null
  /** Is told of each place that the address names, as its fragment: always the same function. */
  readonly onPlace?: (fragment: string) => void
  readonly children: ReactNode
}

/** Starts the run of a lesson, or the one of the link in the address; keys, notices and dialogs go with it. */
export function StepperRoot({ scenario, seed = 1, anchors, focus, onPlace, children }: Props) {
  useEffect(() => {
    stepper.getState().setFocus(focus)
    return () => stepper.getState().setFocus(null)
  }, [focus])
  const isOpen = useRef(false)
  useEffect(() => {
    let isWanted = true
    isOpen.current = false
    void stepper.getState().openLink(location.hash, undisturbed(scenario, seed), anchors).then(() => {
      isOpen.current = isWanted
    })
    return () => {
      isWanted = false
    }
  }, [scenario, seed, anchors])
  useAddress(isOpen, onPlace)
  useKeyboard()
  return (
    <>
      {children}
      <Notices />
      <EngineWatch />
      <Overlays />
      <Announcer />
    </>
  )
}
