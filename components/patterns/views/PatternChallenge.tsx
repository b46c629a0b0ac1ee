'use client'

import { useEffect, useRef, useState, type ReactNode } from 'react'
import { fill } from '../../i18n/fill'
import type { ExperimentName } from '../../../content/patterns/stage/experiments'
import styles from '../styles/lab.module.css'
import { checkPatternChallenge, type PatternChallengeState } from '../logic/checkPatternChallenge'
import { PATTERN_CHALLENGES, type PatternChallengeId } from '../logic/patternChallenges'
import { patternClient, usePatternStore } from './patternStore'
import { usePatternTexts } from './PatternTexts'

interface Props {
  readonly id: PatternChallengeId
  readonly title: string
  readonly hints: readonly string[]
  /** Why not, by the judge's word for it. */
  readonly reasons: Readonly<Record<string, string>>
  readonly children: ReactNode
}

/** Something to bring about in an experiment of the page. The reader's last run of it is judged, and equal ones under other seeds. */
export function PatternChallenge({ id, title, hints, reasons, children }: Props) {
  const { challenge: words, check, failed } = usePatternTexts()
  const { experiment } = PATTERN_CHALLENGES[id]
  const last = usePatternStore((state) => state.last[experiment as ExperimentName])
  const [state, setState] = useState<PatternChallengeState | 'failed' | null>(null)
  const [shown, setShown] = useState(0)
  const wanted = useRef(0)
  // What was said of one run says nothing of the next.
  useEffect(() => {
    wanted.current++
    setState(null)
  }, [last])
  const judge = async (): Promise<void> => {
    const mine = ++wanted.current
    const told = (next: PatternChallengeState): boolean => {
      if (mine === wanted.current) setState(next)
      return mine === wanted.current
    }
    try {
      await checkPatternChallenge(id, last?.input ?? null, (name, input) => patternClient.run(name, input), told)
    } catch {
      if (mine === wanted.current) setState('failed')
    }
  }
  return (
    <section className={styles.challenge} aria-labelledby={`challenge-${id}`}>
      <p className="label">{words.title}</p>
      <h3 id={`challenge-${id}`}>{title}</h3>
      {children}
      <div aria-live="polite" className={styles.hints}>
        {hints.slice(0, shown).map((hint, index) => <p key={hint}><b>{index + 1}</b> {hint}</p>)}
      </div>
      <p className={styles.actions}>
        <button type="button" className="button" onClick={() => void judge()}>{check}</button>
        {shown < hints.length ? (
          <button type="button" className={styles.plain} onClick={() => setShown(shown + 1)}>{words.hint} {shown + 1}/{hints.length}</button>
        ) : null}
      </p>
      <p role="status" className={styles.verdict}>{state === null ? '' : state === 'failed' ? failed : <Verdict state={state} reasons={reasons} />}</p>
    </section>
  )
}

function Verdict({ state, reasons }: { readonly state: PatternChallengeState; readonly reasons: Props['reasons'] }) {
  const { challenge: words } = usePatternTexts()
  switch (state.type) {
    case 'nothing':
      return words.first
    case 'checking':
      return fill(words.checking, { done: state.done + 1, of: state.of })
    case 'solved':
      return <b>{state.seeds === 1 ? words.solved : fill(words.solvedSeeds, { n: state.seeds })}</b>
    case 'unsolved':
      return fill(words.unsolved, { why: reasons[state.reason] ?? state.reason })
  }
}
