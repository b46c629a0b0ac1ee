'use client'

import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { StepperRoot } from '../../stepper/views/StepperRoot'
import { stepper, useStepper } from '../../stepper/views/store'
import { stepAt } from '../logic/stepAt'
import type { Experiment, Lesson, LessonStep } from '../logic/Lesson'

interface LessonState {
  readonly steps: readonly LessonStep[]
  readonly active: string
  /** From 0. */
  readonly index: number
  /** The run never comes to where the step would be. */
  readonly isUnreached: boolean
  /** Counts the times the text has to follow the run; whoever scrolls the text does so when it changes. */
  readonly follow: number
  /** Goes to a step; the text follows unless the reader has scrolled there. */
  goTo(id: string, isScrolled?: boolean): void
  /** To the next or the previous step. */
  move(by: 1 | -1): void
  goToPlace(name: string): void
  perform(experiment: Experiment): Promise<void>
}

const Context = createContext<LessonState | null>(null)

export function useLesson(): LessonState {
  const lesson = useContext(Context)
  if (lesson === null) throw new Error('there is no LessonProvider around this component')
  return lesson
}

/** Which step one is at. The text, the keys and the run agree on it: whoever moves, the others follow. */
export function LessonProvider({ lesson, children }: { lesson: Lesson; children: ReactNode }) {
  const { steps, places } = lesson
  const [active, setActive] = useState(steps[0]?.id ?? '')
  const [follow, setFollow] = useState(0)
  const run = useStepper((state) => state.run)
  const cursor = useStepper((state) => state.cursor)
  const current = useRef(active)

  const activate = useCallback((id: string, isScrolled: boolean) => {
    if (current.current === id) return
    current.current = id
    setActive(id)
    if (!isScrolled) setFollow((count) => count + 1)
  }, [])

  const anchors = useMemo(
    () => [...new Set([...steps.map(({ anchor }) => anchor), ...Object.values(places)])],
    [steps, places],
  )
  useOpening(steps[0]?.anchor ?? '')

  useEffect(() => {
    if (run !== null) activate(stepAt(steps, run.anchors, cursor, current.current), false)
  }, [steps, run, cursor, activate])

  const goTo = useCallback((id: string, isScrolled = false) => {
    const step = steps.find((each) => each.id === id)
    if (step === undefined) return
    activate(id, isScrolled)
    stepper.getState().seekAnchor(step.anchor)
  }, [steps, activate])

  const move = useCallback((by: 1 | -1) => {
    const next = steps[steps.findIndex(({ id }) => id === current.current) + by]
    if (next !== undefined) goTo(next.id)
  }, [steps, goTo])

  const goToPlace = useCallback((name: string) => {
    const anchor = places[name]
    if (anchor !== undefined) stepper.getState().seekAnchor(anchor)
  }, [places])

  const perform = useCallback(async (experiment: Experiment) => {
    if (experiment.type === 'go') return goToPlace(experiment.to)
    const { moment, breakIt, run: before } = stepper.getState()
    const node = before?.threads.find(({ id }) => id === moment?.thread)?.node
    if (node === undefined) return
    await breakIt({ kind: 'kill', node })
    goToPlace(experiment.then)
  }, [goToPlace])

  const index = Math.max(0, steps.findIndex(({ id }) => id === active))
  const anchor = steps[index]?.anchor ?? ''
  const isUnreached = run !== null && (run.anchors[anchor] ?? null) === null
  const state = useMemo<LessonState>(() => {
    return { steps, active, index, isUnreached, follow, goTo, move, goToPlace, perform }
  }, [steps, active, index, isUnreached, follow, goTo, move, goToPlace, perform])
  return (
    <Context value={state}>
      <StepperRoot scenario={lesson.scenario} seed={lesson.seed} anchors={anchors}>{children}</StepperRoot>
    </Context>
  )
}

/** The lesson's own run begins at its first step, not at the first thing that the cluster does. */
function useOpening(first: string): void {
  useEffect(() => {
    if (location.hash.length > 1) return
    const { run, seekAnchor } = stepper.getState()
    seekAnchor(first)
    if (run === null) return
    // Another visit of the page in the same tab: the run is made anew, and is in the old one's place in a moment.
    let hasBegun = false
    return stepper.subscribe((state, before) => {
      if (hasBegun || state.busy || state.run === before.run) return
      hasBegun = true
      state.seekAnchor(first)
    })
  }, [first])
}
