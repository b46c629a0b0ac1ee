'use client'

import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { progress } from '../../progress/logic/progress'
import { StepperRoot } from '../../stepper/views/StepperRoot'
import { stepper, useStepper } from '../../stepper/views/store'
import { branchId } from '../../stepper/logic/branches'
import { sharedWorker } from '../../stepper/logic/workerClient'
import type { FilesBetween, LessonChallenge } from '../logic/claims'
import { stepAt } from '../logic/stepAt'
import { useClaims } from './useClaims'
import { useExperiments } from './useExperiments'
import type { Experiment, Lesson, LessonStep } from '../logic/Lesson'

interface LessonState {
  /** Its folder in `content/lessons`. */
  readonly slug: string
  readonly steps: readonly LessonStep[]
  readonly active: string
  /** From 0. */
  readonly index: number
  /** The run never comes to where the step would be. */
  readonly isUnreached: boolean
  /** Claims of the text that are not true of the run on the page. */
  readonly untrue: ReadonlySet<string>
  /** Claims that are true of it. */
  readonly holds: ReadonlySet<string>
  readonly challenges: Readonly<Record<string, LessonChallenge>>
  /** Which of a question's options is what happens in the run on the page; null when it doesn't tell. */
  outcome(id: string): Promise<number | null>
  /** Brings back the run that the text is about, at the step that is being told. */
  showOwnRun(): Promise<void>
  /** Counts the times the text has to follow the run; whoever scrolls the text does so when it changes. */
  readonly follow: number
  /** Goes to a step; the text follows. */
  goTo(id: string): void
  /** To the next or the previous step. */
  move(by: 1 | -1): void
  goToPlace(name: string): void
  /** Does it at the step whose question it answers. */
  perform(experiment: Experiment, step: string): Promise<void>
}

const Context = createContext<LessonState | null>(null)

export function useLesson(): LessonState {
  const lesson = useContext(Context)
  if (lesson === null) throw new Error('there is no LessonProvider around this component')
  return lesson
}

/** Which step one is at. The text, the keys and the run agree on it: whoever moves, the others follow. */
export function LessonProvider({ lesson, children }: { lesson: Lesson; children: ReactNode }) {
  const { steps, places, slug, scenario, seed } = lesson
  const [active, setActive] = useState(steps[0]?.id ?? '')
  const [follow, setFollow] = useState(0)
  const run = useStepper((state) => state.run)
  const cursor = useStepper((state) => state.cursor)
  const current = useRef(active)

  const activate = useCallback((id: string) => {
    if (current.current === id) return
    current.current = id
    setActive(id)
    setFollow((count) => count + 1)
  }, [])

  const anchors = useMemo(
    () => [...new Set([...steps.map(({ anchor }) => anchor), ...Object.values(places)])],
    [steps, places],
  )
  useOpening(steps)

  useEffect(() => {
    if (run !== null) activate(stepAt(steps, run.anchors, cursor, current.current))
  }, [steps, run, cursor, activate])

  const hasRun = run !== null
  useEffect(() => {
    if (hasRun) progress.seeStep(slug, active)
  }, [slug, hasRun, active])
  const keepPlace = useCallback((fragment: string) => progress.leaveAt(slug, fragment, current.current), [slug])

  const goTo = useCallback((id: string) => {
    const step = steps.find((each) => each.id === id)
    if (step === undefined) return
    activate(id)
    stepper.getState().goToAnchor(step.anchor)
  }, [steps, activate])

  const move = useCallback((by: 1 | -1) => {
    const next = steps[steps.findIndex(({ id }) => id === current.current) + by]
    if (next !== undefined) goTo(next.id)
  }, [steps, goTo])

  useEffect(() => {
    const follow = (): void => {
      const step = stepOfFragment(steps)
      if (step !== undefined) goTo(step.id)
    }
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [steps, goTo])

  const goToPlace = useCallback((name: string) => {
    const anchor = places[name]
    if (anchor !== undefined) stepper.getState().goToAnchor(anchor)
  }, [places])

  const perform = useExperiments(steps, places, activate)

  const { outcomes, challenges, untrue, holds } = useClaims(slug, run)
  const outcome = useCallback(async (id: string) => {
    if (run?.isWhole !== true) return null
    const { key } = run
    const files: FilesBetween = async (a, b) => (await sharedWorker().ask({ type: 'file-diff', key, a, b }, 'file-diff')).diffs
    return (await outcomes[id]?.(run, files)) ?? null
  }, [outcomes, run])
  const showOwnRun = useCallback(async () => {
    const { branches, selectBranch, openLink } = stepper.getState()
    const own = branches.find(({ id }) => id === branchId({ scenario, seed, interventions: [], selector: null }))
    await (own === undefined ? openLink('') : selectBranch(own.id))
    goTo(current.current)
  }, [scenario, seed, goTo])

  const index = Math.max(0, steps.findIndex(({ id }) => id === active))
  const anchor = steps[index]?.anchor ?? ''
  const isUnreached = run?.isWhole === true && (run.anchors[anchor] ?? null) === null
  const spoken = steps[index]?.spoken ?? null
  useEffect(() => {
    stepper.getState().setSpoken(spoken)
    return () => stepper.getState().setSpoken(null)
  }, [spoken])
  const state = useMemo<LessonState>(() => {
    const told = { slug, steps, active, index, isUnreached, untrue, holds, challenges, follow }
    return { ...told, outcome, showOwnRun, goTo, move, goToPlace, perform }
  }, [
    slug, steps, active, index, isUnreached, untrue, holds, challenges, follow,
    outcome, showOwnRun, goTo, move, goToPlace, perform,
  ])
  return (
    <Context value={state}>
      <StepperRoot
        scenario={lesson.scenario} seed={lesson.seed} anchors={anchors} focus={lesson.focus} onPlace={keepPlace}
      >
        {children}
      </StepperRoot>
    </Context>
  )
}

/** The step that a fragment such as `#step-route` names. */
function stepOfFragment(steps: readonly LessonStep[]): LessonStep | undefined {
  const id = /^#step-(.+)$/.exec(location.hash)?.[1]
  return steps.find((step) => step.id === id)
}

/**
 * The lesson's own run begins at its first step, not at the first thing that the cluster does; or at the step that the address
 * names.
 */
function useOpening(steps: readonly LessonStep[]): void {
  useEffect(() => {
    const named = stepOfFragment(steps)
    if (location.hash.length > 1 && named === undefined) return
    stepper.getState().beginAt((named ?? steps[0])?.anchor ?? '')
  }, [steps])
}
