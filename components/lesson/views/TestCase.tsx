'use client'

import type { ReactNode } from 'react'
import { useTexts } from '../../i18n/TextsProvider'
import { useStepper } from '../../stepper/views/store'
import { endOfSend } from '../logic/endOfSend'
import styles from '../styles/TestCase.module.css'
import { useLesson } from './LessonProvider'

interface Props {
  /** The original test's name. */
  readonly name: string
  /** Its lines in the original's file, such as `L133-L140`. */
  readonly lines: string
  /** The lesson's claim that says whether what the test asserts is so. */
  readonly claim: string
  /** The claim says the opposite: what the test asserts is not so here. */
  readonly differs?: boolean
  /** The one that the case sends, by its keys. */
  readonly message: string
  /** The lesson's place at which the case sends it. */
  readonly to: string
  /** What the case sets up, and what it asserts. */
  readonly children: ReactNode
}

const FILE = 'https://github.com/apache/rocketmq/blob/rocketmq-all-5.3.2/client/src/test/java/org/apache/rocketmq/client/producer/DefaultMQProducerTest.java'

/** A test of the original as a card. Whether it passes, and with what the call ends, is read off the run on the page. */
export function TestCase({ name, lines, claim, differs = false, message, to, children }: Props) {
  const { tables: { testCase: texts } } = useTexts()
  const { holds, untrue, goToPlace } = useLesson()
  const run = useStepper((state) => state.run)
  const isJudged = holds.has(claim) || untrue.has(claim)
  const outcome = run !== null && isJudged ? endOfSend(run, message) : null
  const passes = differs ? untrue.has(claim) : holds.has(claim)
  return (
    <article className={styles.card} aria-label={name} data-passes={outcome === null ? undefined : passes}>
      <header>
        <h3><code>{name}</code></h3>
        {outcome !== null && <span className={styles.verdict}>{passes ? `✓ ${texts.passes}` : `✗ ${texts.fails}`}</span>}
      </header>
      <div className={styles.brief}>{children}</div>
      <p className={styles.outcome}>
        {outcome === null ? texts.waiting : <>{texts.outcome} <code>{outcome}</code></>}
      </p>
      <p className={styles.actions}>
        <button type="button" className="button" disabled={run === null} onClick={() => goToPlace(to)}>{texts.open}</button>
        <a href={`${FILE}#${lines}`}>{texts.original}</a>
      </p>
    </article>
  )
}
