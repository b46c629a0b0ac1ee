import { useCallback, useEffect, useState } from 'react'
import type { Looked } from '../logic/StepperState'
import { stepper } from './store'

/** A reader that steps on is not waited for so long, in ms. */
const PATIENCE = 60

interface Found<Q, A> {
  readonly question: Q
  /** Null: the reader has ended the search. */
  readonly answer: A | null
}

interface Look<Q, A> {
  /** The latest answer; until there is one to the question that is asked now, the one before it. */
  readonly found: Found<Q, A> | null
  /** It is being found out. */
  readonly isOld: boolean
  readonly isGivenUp: boolean
  lookAgain(): void
}

/**
 * Looks for what the worker has to do the run once more for.
 * @param question asked when it is another object than before; null asks nothing
 * @param ask always the same function
 */
export function useLook<Q extends object, A>(question: Q | null, ask: (question: Q) => Promise<Looked<A>>): Look<Q, A> {
  const [found, setFound] = useState<Found<Q, A> | null>(null)
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    if (question === null) return
    let isWanted = true
    const look = async (): Promise<void> => {
      const answer = await ask(question)
      if (isWanted && answer !== 'outdated') setFound({ question, answer: answer === 'given-up' ? null : answer })
    }
    const failed = (error: unknown): void => void (isWanted && stepper.getState().fail(error))
    const timer = setTimeout(() => void look().catch(failed), PATIENCE)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [question, ask, attempt])
  const isOld = question !== null && found?.question !== question
  const lookAgain = useCallback(() => {
    setFound(null)
    setAttempt((before) => before + 1)
  }, [])
  return { found, isOld, isGivenUp: !isOld && found !== null && found.answer === null, lookAgain }
}
