'use client'

import { useEffect, useId, useRef, useState } from 'react'
import type { FormEvent, ReactNode } from 'react'
import { fill } from '../../i18n/fill'
import { useTexts } from '../../i18n/TextsProvider'
import { progress } from '../../progress/logic/progress'
import { useProgress } from '../../progress/views/useProgress'
import { encodeLink } from '../../stepper/logic/url'
import { sharedWorker } from '../../stepper/logic/workerClient'
import { stepper, useStepper } from '../../stepper/views/store'
import { checkChallenge, NO_VERDICT, type ChallengeState, type RunUnderSeed } from '../logic/checkChallenge'
import styles from '../styles/Predict.module.css'
import own from '../styles/Challenge.module.css'
import { useLesson } from './LessonProvider'

interface Props {
  readonly id: string
  readonly title: string
  /** Each says more than the one before. */
  readonly hints: readonly string[]
  /** Why a run, or an answer, is not as it should be, by the ids that the lesson's judge gives. */
  readonly reasons: Readonly<Record<string, string>>
  /** What is to be written into the field; without it the run on the page is the answer. */
  readonly answer?: string
  /** What is to be done. */
  readonly children: ReactNode
}

/** Something to bring about, or to find out. It is checked by running it, under many seeds if it is about a run. */
export function Challenge({ id, title, hints, reasons, answer, children }: Props) {
  const { challenge: words, frame } = useTexts()
  const { slug, challenges } = useLesson()
  const kept = useProgress(slug)
  const run = useStepper((state) => state.run)
  // While another run is on its way, this one is not what the reader wants to have checked.
  const isBusy = useStepper((state) => state.busy)
  const [state, check, cancel, hasFailed] = useCheck(id)
  const text = kept.answers[id] ?? ''
  const field = useId()
  const challenge = challenges[id]
  const isChecking = state?.type === 'checking'
  const isSolved = kept.solved.includes(id)
  const canCheck = run !== null && !isBusy && challenge !== undefined && (answer === undefined || text.trim() !== '')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void check(text)
  }
  return (
    <section id={`challenge-${id}`} className={styles.card} data-revealed={state?.type === 'solved' || isSolved || undefined} aria-label={title}>
      <p className="label">{words.label}{isSolved && <span className={own.before}> ✓ {frame.done}</span>}</p>
      <h3 className={styles.title}>{title}</h3>
      <div className={own.brief}>{children}</div>
      <form className={styles.actions} onSubmit={submit}>
        {answer !== undefined && (
          <label className={own.answer} htmlFor={field}>
            {answer}
            <input
              id={field} value={text} spellCheck={false} autoComplete="off"
              onChange={({ target }) => progress.answer(slug, id, target.value)}
            />
          </label>
        )}
        {isChecking ? (
          <button type="button" className="button" onClick={cancel}>{words.cancel}</button>
        ) : (
          <button type="submit" className="button" disabled={!canCheck}>
            {answer === undefined ? words.check : words.checkAnswer}
          </button>
        )}
      </form>
      {answer === undefined && challenge !== undefined && challenge.seeds > 1 && (
        <p className={own.note}>{fill(words.checkNote, { n: challenge.seeds - 1 })}</p>
      )}
      <div role="status">
        {hasFailed && <p>{words.failed}</p>}
        {state !== null && <Verdict state={state} reasons={reasons} isAnswer={answer !== undefined} />}
      </div>
      <Hints hints={hints} />
    </section>
  )
}

const runUnder: RunUnderSeed = async (request) => (await sharedWorker().ask(request, 'run')).run

/** How far it is; how to begin and to end it; has it failed? */
type Check = readonly [ChallengeState | null, (answer: string) => Promise<void>, () => void, boolean]

/** Checks, unless the reader ends it or leaves. */
function useCheck(id: string): Check {
  const { slug, challenges } = useLesson()
  const [state, setState] = useState<ChallengeState | null>(null)
  const [hasFailed, setFailed] = useState(false)
  const wanted = useRef(0)
  const cancel = (): void => {
    wanted.current++
    setState(null)
  }
  useEffect(() => () => void wanted.current++, [])
  const check = async (answer: string): Promise<void> => {
    const challenge = challenges[id]
    const mine = ++wanted.current
    const isWanted = (): boolean => mine === wanted.current
    setFailed(false)
    await stepper.getState().whole()
    const { run } = stepper.getState()
    if (challenge === undefined || run === null || !isWanted()) return
    try {
      const end = await checkChallenge(challenge, run, answer, runUnder, (each) => {
        if (isWanted()) setState(each)
        return isWanted()
      })
      if (end?.type === 'solved') progress.solve(slug, id)
      if (end !== null && isWanted()) setState(end)
    } catch {
      if (!isWanted()) return
      setState(null)
      setFailed(true)
    }
  }
  return [state, check, cancel, hasFailed]
}

interface VerdictProps {
  readonly state: ChallengeState
  readonly reasons: Readonly<Record<string, string>>
  readonly isAnswer: boolean
}

function Verdict({ state, reasons, isAnswer }: VerdictProps) {
  const { challenge: words } = useTexts()
  const { run } = stepper.getState()
  if (state.type === 'checking') return <p className={styles.verdict}>{fill(words.checking, { done: state.done + 1, of: state.of })}</p>
  if (state.type === 'solved') return <p className={own.solved}>{isAnswer ? words.right : fill(words.solved, { n: state.seeds })}</p>
  const { key, reason } = state
  const isElsewhere = run !== null && key.seed !== run.key.seed
  return (
    <p className={styles.verdict}>
      {isElsewhere ? fill(words.unsolved, { seed: key.seed }) : words.notHere}{' '}
      {reason === NO_VERDICT ? words.noVerdict : reasons[reason] ?? reason}{' '}
      {isElsewhere && (
        <button type="button" className={styles.skip} onClick={() => void stepper.getState().openLink(encodeLink({ key, cursor: null }))}>
          {words.open}
        </button>
      )}
    </p>
  )
}

function Hints({ hints }: { hints: readonly string[] }) {
  const { challenge: words } = useTexts()
  const [shown, setShown] = useState(0)
  return (
    <div className={own.hints}>
      <div aria-live="polite">
        {hints.slice(0, shown).map((hint, index) => <p key={hint}><b>{index + 1}</b> {hint}</p>)}
      </div>
      {shown < hints.length && (
        <button type="button" className={styles.skip} onClick={() => setShown(shown + 1)}>{words.hint} {shown + 1}/{hints.length}</button>
      )}
    </div>
  )
}
