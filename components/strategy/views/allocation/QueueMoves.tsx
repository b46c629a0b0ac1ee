'use client'

import type { AllocationResult } from '../../../../engine/worker/bench/AllocationResult'
import { fill } from '../../../i18n/fill'
import { movesOf } from '../../logic/allocationPicture'
import styles from '../../styles/matrix.module.css'
import { useBenchTexts } from '../BenchContext'

/** As many are listed; the matrix has all of them. */
const MOST = 16

/** The queues that move, and between whom. */
export function QueueMoves({ result }: { readonly result: AllocationResult }) {
  const { allocation: { moves: words } } = useBenchTexts()
  const moves = movesOf(result)
  const named = (names: readonly string[]): string => (names.length === 0 ? words.nobody : names.join(', '))
  if (moves.length === 0) return <p className={styles.moves}>{words.none}</p>
  return (
    <ul className={styles.moves} role="list">
      {moves.slice(0, MOST).map(({ queue, from, to }) => (
        <li key={queue}>{fill(words.one, { queue, from: named(from), to: named(to) })}</li>
      ))}
      {moves.length > MOST && <li>{fill(words.more, { n: moves.length - MOST })}</li>}
    </ul>
  )
}
