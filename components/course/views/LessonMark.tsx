'use client'

import { fill } from '../../i18n/fill'
import { useTexts } from '../../i18n/TextsProvider'
import { useProgress } from '../../progress/views/useProgress'
import { howFar } from '../logic/howFar'
import styles from '../styles/shelf.module.css'

/** How far the reader has come in a lesson: nothing, an open ring with a number, or a tick. */
export function LessonMark({ slug, steps }: { readonly slug: string; readonly steps: readonly string[] }) {
  const { frame } = useTexts()
  const own = useProgress(slug)
  const far = howFar(own, steps)
  if (far.kind === 'untouched') return null
  const solved = own.solved.length === 0 ? '' : ` · ${fill(frame.solved, { n: own.solved.length })}`
  if (far.kind === 'done') return <span className={styles.mark} data-done="true"><span aria-hidden="true">✓ </span>{frame.done}{solved}</span>
  const begun = far.count === 0 ? frame.visited : fill(frame.begun, { n: far.seen, count: far.count })
  return <span className={styles.mark}><span aria-hidden="true">◔ </span>{begun}{solved}</span>
}
