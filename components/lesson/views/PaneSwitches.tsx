'use client'

import { useTexts } from '../../i18n/TextsProvider'
import { PANES, type Pane } from '../logic/panes'
import styles from '../styles/PaneSwitches.module.css'
import { switchPane, usePanes } from './usePanes'

/** In the head of the page, so that what is hidden can always be had back. */
export function PaneSwitches() {
  const { lesson } = useTexts()
  const { hidden } = usePanes()
  const names: Readonly<Record<Pane, string>> = { prose: lesson.read, source: lesson.source, picture: lesson.picture }
  return (
    <div role="group" aria-label={lesson.panes} className={styles.switches}>
      {PANES.map((pane, index) => (
        <button
          key={pane} type="button" aria-pressed={!hidden.includes(pane)} aria-label={names[pane]} title={`${names[pane]} (${index + 1})`}
          onClick={() => switchPane(pane)}
        >
          <Sign pane={pane} />
        </button>
      ))}
    </div>
  )
}

/** A page in three parts, one of them filled. */
function Sign({ pane }: { readonly pane: Pane }) {
  const x = { prose: 2.5, source: 7, picture: 12.5 }[pane]
  const width = { prose: 4.5, source: 5.5, picture: 5 }[pane]
  return (
    <svg width="20" height="16" viewBox="0 0 20 16" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="1.3">
      <rect x="2.5" y="2" width="15" height="12" rx="1.5" />
      <path d="M7 2v12M12.5 2v12" />
      <rect className={styles.part} x={x} y="2" width={width} height="12" stroke="none" />
    </svg>
  )
}
