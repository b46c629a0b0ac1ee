'use client'

import { useId, useState } from 'react'
import type { ShareQueuesInput } from '../../../content/patterns/strategy/run/shareQueues'
import { fill } from '../../i18n/fill'
import styles from '../styles/lab.module.css'
import { usePatternTexts } from './PatternTexts'
import { useExperiment } from './useExperiment'
import { useWhenSeen } from '../../ui/views/useWhenSeen'

interface Props {
  readonly strategies: ReadonlyArray<{ readonly id: ShareQueuesInput['strategy']; readonly label: string }>
}

/** How a group shares queues, under one strategy or another. */
export function ShareLab({ strategies }: Props) {
  const { share: words, wait, failed } = usePatternTexts()
  const [input, setInput] = useState<ShareQueuesInput>({ strategy: strategies[0]!.id, queues: 8, members: 3 })
  const { result, isBusy, hasFailed, run } = useExperiment('strategy/share')
  const name = useId()
  const begin = (change: Partial<ShareQueuesInput>): void => {
    const next = { ...input, ...change }
    setInput(next)
    void run(next)
  }
  const ref = useWhenSeen<HTMLDivElement>(() => begin({}))
  return (
    <div ref={ref} className={styles.lab} aria-busy={isBusy}>
      <fieldset className={styles.choices}>
        <legend className="label">{words.strategy}</legend>
        {strategies.map(({ id, label }) => (
          <label key={id} className={styles.choice}>
            <input type="radio" name={name} checked={input.strategy === id} onChange={() => begin({ strategy: id })} />
            <span>{label}</span>
          </label>
        ))}
        <label className={styles.choice}>
          <span>{words.queues}</span>
          <select value={input.queues} onChange={({ target }) => begin({ queues: Number(target.value) })}>
            {[2, 4, 8, 16].map((n) => <option key={n}>{n}</option>)}
          </select>
        </label>
        <label className={styles.choice}>
          <span>{words.members}</span>
          <select value={input.members} onChange={({ target }) => begin({ members: Number(target.value) })}>
            {[1, 2, 3, 4, 5].map((n) => <option key={n}>{n}</option>)}
          </select>
        </label>
      </fieldset>
      <div aria-live="polite">
        {hasFailed ? <p>{failed}</p> : null}
        {result === null ? <p className={styles.wait}>{isBusy ? wait : ''}</p> : (
          <ul className={styles.shares} role="list">
            {result.shares.map((share, member) => (
              <li key={member}>
                <b>{fill(words.member, { n: member + 1 })}</b>
                {share.length === 0 ? <span>{words.nothing}</span> : null}
                {share.map((queue) => (
                  <span key={queue} className={styles.queue} title={fill(words.queue, { n: queue })}>{queue}</span>
                ))}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}
