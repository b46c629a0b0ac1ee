'use client'

import { useLabPage } from './LabProvider'
import styles from '../styles/strategy.module.css'

export interface NumbersRow<T> {
  readonly label: string
  readonly note?: string
  value(numbers: T): string
}

interface Props<T> {
  /** Null until there are any. */
  readonly before: T | null
  readonly after: T | null
  readonly rows: ReadonlyArray<NumbersRow<T>>
}

/** The numbers of both; better and worse are for the reader to say. */
export function NumbersTable<T>({ before, after, rows }: Props<T>) {
  const { texts: { results } } = useLabPage()
  return (
    <table className={styles.numbers}>
      <thead>
        <tr>
          <th scope="col"><span className="sr-only">{results.measure}</span></th>
          <th scope="col">{results.before}</th>
          <th scope="col">{results.after}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, note, value }) => (
          <tr key={label}>
            <th scope="row">{label}{note !== undefined && <small> {note}</small>}</th>
            <td>{before === null ? '–' : value(before)}</td>
            <td>{after === null ? '–' : value(after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
