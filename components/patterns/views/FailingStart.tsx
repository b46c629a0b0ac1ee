'use client'

import { useState } from 'react'
import type { FailingStartResult } from '../../../content/patterns/state/run/failingStart'
import styles from '../styles/lab.module.css'
import type { ShownCode } from '../logic/shownCode'
import { HowItEnded } from './HowItEnded'
import { LitCode } from './LitCode'
import { light } from './patternStore'
import { usePatternTexts } from './PatternTexts'
import { useExperiment } from './useExperiment'

interface Props {
  /** DefaultMQProducerImpl#start. */
  readonly code: ShownCode
  readonly href: string | null
}

/** A start that throws at the line that the reader chooses, and what it leaves behind. */
export function FailingStart({ code, href }: Props) {
  const { failing: words, wait, failed } = usePatternTexts()
  const [chosen, setChosen] = useState<number | null>(null)
  const { result, isBusy, hasFailed, run } = useExperiment('state/failing-start')
  const lines = [...new Set(code.sites.map(([, line]) => line))]
  const choose = async (line: number | null): Promise<void> => {
    setChosen(line)
    const found = await run({ line, sites: code.sites })
    if (found !== null) light(code.place, { ran: found.ran, failed: found.answer.outcome === 'threw' ? found.ran.at(-1) ?? null : null })
  }
  return (
    <div className={styles.lab} aria-busy={isBusy}>
      <p className={styles.hint}>{words.intro}</p>
      <LitCode code={code} href={href} choose={{ lines, chosen, onChoose: (line) => void choose(line) }} />
      <p><button type="button" className="button-quiet" onClick={() => void choose(null)}>{words.none}</button></p>
      <div aria-live="polite">
        {hasFailed ? <p>{failed}</p> : isBusy ? <p className={styles.wait}>{wait}</p> : null}
        {result === null || isBusy ? null : <WhatIsLeft result={result} />}
      </div>
    </div>
  )
}

function WhatIsLeft({ result }: { readonly result: FailingStartResult }) {
  const { failing: words } = usePatternTexts()
  return (
    <dl className={styles.facts} aria-label={words.heading}>
      <dt>{words.answer}</dt><dd><HowItEnded answer={result.answer} /></dd>
      <dt>{words.state}</dt><dd><code data-state={result.state}>{result.state}</code></dd>
      <dt>{words.registered}</dt><dd>{result.isRegistered ? words.yes : words.no}</dd>
      <dt>{words.instance}</dt><dd>{result.instance === null ? words.noInstance : <code>{result.instance}</code>}</dd>
      <dt>{words.tasks}</dt><dd>{result.tasks}</dd>
      <dt>{words.again}</dt><dd><HowItEnded answer={result.startAgain} /></dd>
      <dt>{words.send}</dt><dd><HowItEnded answer={result.send} /></dd>
      <dt>{words.shutdown}</dt><dd><HowItEnded answer={result.shutdown} /></dd>
      <dt>{words.end}</dt><dd><code>{result.stateInTheEnd}</code></dd>
      <dt>{words.successor}</dt><dd><HowItEnded answer={result.successor} /></dd>
    </dl>
  )
}
