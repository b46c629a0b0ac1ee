import { useMemo } from 'react'
import type { VariablesOf } from '../../../engine/worker/protocol'
import type { StepperActions } from '../../stepper/logic/StepperState'
import { stepper, useStepper } from '../../stepper/views/store'
import { useLook } from '../../stepper/views/useLook'
import { pathKey, questionsOf, type ContentsByPath, type OpenValues } from '../logic/openValues'

const NOTHING: ContentsByPath = new Map()

interface ContentsShown {
  readonly contents: ContentsByPath
  /** It is being found out. */
  readonly isOld: boolean
  readonly isGivenUp: boolean
  lookAgain(): void
}

interface Question {
  readonly of: VariablesOf
  readonly open: OpenValues
}

/** What lies in the values that are open, at the moment that is shown. */
export function useContents(open: OpenValues): ContentsShown {
  const of = useCallShown()
  const question = useMemo(() => (open.size === 0 || of === null ? null : { of, open }), [open, of])
  const { found, ...look } = useLook(question, ask)
  const contents = useMemo((): ContentsByPath => {
    const known = found?.answer?.flatMap((each) => (each === null ? [] : [[pathKey(each.path), each] as const]))
    return known === undefined ? NOTHING : new Map(known)
  }, [found])
  return { contents, ...look }
}

function ask({ of, open }: Question): ReturnType<StepperActions['inspect']> {
  return stepper.getState().inspect(of, 'tree', questionsOf(open))
}

/** The call whose variables are shown, in the run that is shown; another object when it is another call, moment or run. */
export function useCallShown(): VariablesOf | null {
  const event = useStepper((state) => state.moment?.event ?? -1)
  const thread = useStepper((state) => state.moment?.thread ?? 0)
  const call = useStepper(({ moment }) => moment?.stack[moment.call]?.enterEvent ?? -1)
  const run = useStepper((state) => state.branch)
  return useMemo(() => {
    return event < 0 || call < 0 || run === null ? null : { event, thread, call }
  }, [event, thread, call, run])
}
