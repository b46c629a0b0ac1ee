'use client'

import { useMemo, type CSSProperties } from 'react'
import { useTexts } from '../../i18n/TextsProvider'
import { useStepper } from '../../stepper/views/store'
import { spreadAt } from '../logic/spreadAt'
import styles from '../styles/Spread.module.css'

interface Props {
  readonly topics: readonly string[]
  /** Their names; all brokers of the run if it is left out. */
  readonly brokers?: readonly string[]
}

/** A chart in the text: how the messages of some topics are spread over the brokers at the cursor. It follows the run. */
export function Spread({ topics, brokers }: Props) {
  const { tables: { spread: texts } } = useTexts()
  const run = useStepper((state) => state.run)
  const cursor = useStepper((state) => state.cursor)
  const rows = useMemo(() => {
    return run === null ? [] : spreadAt(run, cursor, topics, brokers)
  }, [run, cursor, topics, brokers])
  const most = Math.max(1, ...rows.flatMap(({ parts }) => parts.map(({ messages }) => messages)))
  return (
    <table className={styles.spread}>
      <caption>{texts.caption}</caption>
      <thead>
        <tr><th scope="col">{texts.topic}</th>{rows[0]?.parts.map(({ broker }) => <th key={broker} scope="col">{broker}</th>)}</tr>
      </thead>
      <tbody>
        {rows.map(({ topic, total, parts }) => (
          <tr key={topic} data-topic={topic}>
            <th scope="row">{topic}{total === 0 && <span> {texts.none}</span>}</th>
            {parts.map(({ broker, messages }) => (
              <td key={broker}>
                <span className={styles.bar} style={{ '--share': `${(messages / most) * 100}%` } as CSSProperties} aria-hidden="true" />
                {messages}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
