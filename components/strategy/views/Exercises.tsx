'use client'

import { useEffect, useState } from 'react'
import { fill } from '../../i18n/fill'
import { progress } from '../../progress/logic/progress'
import { useProgress } from '../../progress/views/useProgress'
import { recall } from '../../site/logic/choice'
import controls from '../../stepper/styles/controls.module.css'
import type { KindName } from '../logic/CodeKind'
import { highlightCode } from '../logic/highlightCode'
import { slotName, useLab, useLabPage } from './LabProvider'
import type { ShownProgress, CheckState } from '../logic/LabState'
import { ReadOnlyCode } from './ReadOnlyCode'
import { lineSentence } from '../logic/sentences'
import styles from '../styles/strategy.module.css'
import { builtInName, SLOTS } from '../logic/subjects'
import { SEEDS } from '../logic/Exercise'
import type { Exercise } from '../logic/Exercise'

/** Where solved exercises of all kinds were kept once. What stands there still counts. */
const OLD_KEY = 'strategy-solved'

/** The page of the course on which a kind of code is written. */
const SLUGS: Readonly<Record<KindName, string>> = {
  selector: 'strategy', allocation: 'strategy/allocation', listener: 'strategy/listener',
}

/** Things to try, checked by running. */
export function Exercises() {
  const { texts, exercises, kind } = useLabPage()
  const slug = SLUGS[kind.name]
  const checks = useLab((state) => state.checks)
  const { solved } = useProgress(slug)
  useEffect(() => {
    progress.load()
    const before = (recall(OLD_KEY) ?? '').split(' ')
    for (const { id } of exercises) if (before.includes(id)) progress.solve(slug, id)
  }, [slug, exercises])
  useEffect(() => {
    for (const id of Object.keys(checks)) if (checks[id]?.verdict?.passed === true) progress.solve(slug, id)
  }, [slug, checks])
  return (
    <>
      <p className={styles.small}>{texts.exercises.lead}</p>
      <ol className={styles.exercises} role="list">
        {exercises.map((exercise) => (
          <One key={exercise.id} exercise={exercise} isSolved={solved.includes(exercise.id)} />
        ))}
      </ol>
    </>
  )
}

function One({ exercise, isSolved }: { readonly exercise: Exercise; readonly isSolved: boolean }) {
  const { texts, lab } = useLabPage()
  const { exercises: words } = texts
  const check = useLab((state) => state.checks[exercise.id])
  const isOwn = useLab(({ sides, linked }) => {
    const { subject } = sides.after
    return builtInName(subject) === null && (subject !== 'link' || linked?.isTrusted === true)
  })
  const isRunning = check?.isRunning === true
  return (
    <li className={styles.exercise}>
      <h3>{exercise.title} {isSolved && <span className={styles.solved}>✓ {words.done}</span>}</h3>
      <p>{exercise.brief}</p>
      <div className={styles.actions}>
        <button
          type="button" className={controls.go} disabled={!isOwn || isRunning}
          onClick={() => void lab.getState().check(exercise.id, SEEDS)}
        >
          {words.check}
        </button>
        {isRunning && <Progress progress={check.progress} />}
        {!isOwn && <span className={styles.small}>{words.notYours}</span>}
      </div>
      <div role="status">{check !== undefined && <VerdictText check={check} exercise={exercise} />}</div>
      <Help exercise={exercise} />
    </li>
  )
}

/** How far a check has come, as a bar and in words. How many attempts a smaller run takes, nobody knows beforehand. */
function Progress({ progress }: { readonly progress: ShownProgress | null }) {
  const { exercises: words } = useLabPage().texts
  const { phase, done, of } = progress ?? { phase: 'seeds', done: 0, of: SEEDS }
  const percent = Math.round((done / of) * 100)
  const text = phase === 'seeds' ? fill(words.checking, { n: done + 1, of, percent }) : fill(words.shrinking, { n: done + 1 })
  return (
    <>
      <progress aria-label={words.progress} max={of} value={phase === 'seeds' ? done : undefined} />
      <span className={styles.small}>{text}</span>
    </>
  )
}

function VerdictText({ check, exercise }: { readonly check: CheckState; readonly exercise: Exercise }) {
  const { texts, lab } = useLabPage()
  const { exercises: words } = texts
  const { verdict, error, isOld } = check
  if (error !== null) return <p className={styles.fails}>{lineSentence(error, texts)}</p>
  if (verdict === null) return null
  const old = isOld ? ` ${words.old}` : ''
  if (verdict.passed) return <p className={styles.holds}>✓ {fill(words.passed, { n: verdict.seedsRun })}{old}</p>
  const { counterexample } = verdict
  if (counterexample === null) return null
  const { key, call, reason } = counterexample
  return (
    <div className={styles.fails}>
      <p>✗ {fill(words.failed, { seed: key.seed, reason: exercise.reasons[reason] ?? reason })}{old}</p>
      {'kind' in key
        ? (
          <button type="button" className={controls.button} onClick={() => lab.getState().setCase(key.load as never, key.seed)}>
            {words.counterexample}
          </button>
        )
        : (
          <button type="button" className={controls.button} onClick={() => lab.getState().stepThrough(key, call)}>
            {words.counterexample}
          </button>
        )}
      {key.load !== null && key.load !== undefined && (
        <p className={styles.small}>{fill(words.smallest, { ...key.load, call: call + 1 })}</p>
      )}
    </div>
  )
}

/** Hints, one at a time; when there are no more, a solution. */
function Help({ exercise }: { readonly exercise: Exercise }) {
  const { texts, lab, slots } = useLabPage()
  const { exercises: words } = texts
  const [shown, setShown] = useState(0)
  const { hints, solution } = exercise
  const slot = slots.firstUnused() ?? SLOTS[SLOTS.length - 1]!
  return (
    <div className={styles.help}>
      {hints.slice(0, shown).map((hint, index) => <p key={hint}><b>{index + 1}</b> {hint}</p>)}
      {shown <= hints.length && (
        <button type="button" className={controls.plain} onClick={() => setShown(shown + 1)}>
          {shown < hints.length ? fill(words.hint, { n: shown + 1, count: hints.length }) : words.solution}
        </button>
      )}
      {shown > hints.length && (
        <figure className={styles.solution} aria-label={words.solutionTitle}>
          <ReadOnlyCode lines={highlightCode(solution)} />
          <button type="button" className={controls.button} onClick={() => lab.getState().place(slot, solution)}>
            {fill(words.take, { slot: slotName(slot, texts) })}
          </button>
        </figure>
      )}
    </div>
  )
}
