'use client'

import { useId, useState, type CSSProperties } from 'react'
import type { SpreadInput, SpreadResult } from '../../../content/patterns/strategy/run/spreadMessages'
import { fill } from '../../i18n/fill'
import styles from '../styles/lab.module.css'
import { patternClient } from './patternStore'
import { usePatternTexts } from './PatternTexts'
import { useExperiment } from './useExperiment'
import { useWhenSeen } from '../../ui/views/useWhenSeen'

interface Props {
  /** The strategies to choose from, by their names in the words of the page. */
  readonly strategies: ReadonlyArray<{ readonly id: SpreadInput['strategy']; readonly label: string; readonly isInSwitch: boolean }>
  /** Is the switch offered too? */
  readonly hasSwitch: boolean
}

/** The same messages under one strategy after the other; and, if wanted, as the switch chooses. */
export function SpreadLab({ strategies, hasSwitch }: Props) {
  const { spread: words, wait, failed } = usePatternTexts()
  const [strategy, setStrategy] = useState(strategies[0]!.id)
  const [other, setOther] = useState<SpreadResult | null>(null)
  const { result, isBusy, hasFailed, run } = useExperiment('strategy/spread')
  const name = useId()
  const choose = (next: SpreadInput['strategy']): void => {
    setStrategy(next)
    setOther(null)
    void run({ strategy: next, way: 'object', seed: 1 })
    const isInSwitch = strategies.find(({ id }) => id === next)?.isInSwitch === true
    if (hasSwitch && isInSwitch) patternClient.run('strategy/spread', { strategy: next, way: 'switch', seed: 1 }).then(setOther, () => undefined)
  }
  const ref = useWhenSeen<HTMLDivElement>(() => choose(strategy))
  return (
    <div ref={ref} className={styles.lab} aria-busy={isBusy}>
      <fieldset className={styles.choices}>
        <legend className="label">{words.strategy}</legend>
        {strategies.map(({ id, label }) => (
          <label key={id} className={styles.choice}>
            <input type="radio" name={name} checked={strategy === id} onChange={() => choose(id)} />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
      <div aria-live="polite">
        {hasFailed ? <p>{failed}</p> : null}
        {result === null ? <p className={styles.wait}>{isBusy ? wait : ''}</p> : <Spread result={result} />}
        {hasSwitch && result !== null && !isBusy ? (
          <p className={styles.verdict}><Same result={result} other={other} /></p>
        ) : null}
      </div>
    </div>
  )
}

function Spread({ result: { picks, queues, failure } }: { readonly result: SpreadResult }) {
  const { spread: words } = usePatternTexts()
  if (failure !== '') return <p className={styles.verdict}>{fill(words.failed, { why: '' })}<samp lang="en">{failure}</samp></p>
  const keys = [...new Set(picks.map(({ key }) => key))]
  const queuesOf = (key: string): string[] => {
    return [...new Set(picks.filter((pick) => pick.key === key).map(({ queue }) => queue!))]
  }
  const counts = queues.map((queue) => picks.filter((pick) => pick.queue === queue).length)
  const most = Math.max(1, ...counts)
  const together = keys.filter((key) => queuesOf(key).length === 1).length
  return (
    <>
      <p className="label">{words.queues}</p>
      <ul className={styles.columns} role="list">
        {queues.map((queue, index) => (
          <li key={queue} aria-label={fill(words.count, { queue, n: counts[index]! })}>
            <span aria-hidden="true">{counts[index]}</span>
            <span className={styles.column} style={{ '--share': counts[index]! / most } as CSSProperties} aria-hidden="true" />
            <small aria-hidden="true">{queue.replace('broker-', '')}</small>
          </li>
        ))}
      </ul>
      <p className={styles.verdict}>
        {fill(words.together, { n: together, of: keys.length, used: counts.filter((n) => n > 0).length })}
      </p>
    </>
  )
}

function Same({ result, other }: { readonly result: SpreadResult; readonly other: SpreadResult | null }) {
  const { spread: words } = usePatternTexts()
  if (other === null) return words.noCase
  const differs = result.picks.findIndex(({ queue }, index) => queue !== other.picks[index]?.queue)
  return differs < 0 ? fill(words.same, { n: result.picks.length }) : fill(words.differs, { n: differs + 1 })
}
