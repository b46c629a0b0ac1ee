'use client'

import type { FileState } from '../../../engine/worker/protocol'
import { fill } from '../../i18n/fill'
import { useTexts } from '../../i18n/TextsProvider'
import { grouped } from '../../stepper/logic/format'
import { lengthOf, segmentsOf } from '../logic/strip'
import styles from '../styles/store.module.css'

interface Props {
  readonly file: FileState
  readonly isSmall?: boolean
  /** What is shown is a stretch of something longer and begins there: positions are said from its beginning. */
  readonly origin?: number
}

/** A file as a strip, from its first byte to its last; with words, or as the small one in the list. */
export function FileStrip({ file, isSmall = false, origin = 0 }: Props) {
  const { store } = useTexts()
  const { size, wrote, committed, flushed, dirty, underway } = file
  const percent = (bytes: number): string => `${(100 * bytes) / Math.max(1, size)}%`
  const words = fill(store.strip, {
    wrote: origin + wrote, flushed: origin + flushed, dirty: lengthOf(dirty), size: origin + size,
  })
  const strip = (
    <div className={styles.strip} data-small={isSmall || undefined} role="img" aria-label={words}>
      {segmentsOf(file).map(({ from, to, kind }) => (
        <span key={from} data-kind={kind} style={{ left: percent(from), width: percent(to - from) }} />
      ))}
      {!isSmall && [['wrote', wrote], ['flushed', flushed]].map(([name, at]) => (
        <i key={name} data-name={name} style={{ left: percent(Number(at)) }} />
      ))}
    </div>
  )
  if (isSmall) return strip
  const numbers = [
    ['flushed', origin + flushed], ['committed', origin + committed], ['wrote', origin + wrote], ['dirty', lengthOf(dirty)],
    ['underway', lengthOf(underway)],
  ] as const
  return (
    <div className={styles.stripBox}>
      {strip}
      <dl className={styles.numbers}>
        {numbers.map(([name, value]) => (
          <div key={name} data-kind={name} title={store.meanings[name]}>
            <dt>{store.positions[name]}</dt>
            <dd>{grouped(value)}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
