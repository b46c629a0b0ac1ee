'use client'

import { lazy, Suspense, useState, type ReactNode } from 'react'
import styles from '../styles/strategy.module.css'
import { useLabPage } from './LabProvider'

// What is only seen after a click is only fetched then.
const Exercises = lazy(() => import('./Exercises').then((module) => ({ default: module.Exercises })))

const VIEWS = ['compare', 'calls', 'exercises'] as const

interface Props {
  /** The load, above what came of it. */
  readonly panel: ReactNode
  readonly compare: ReactNode
  /** Left out where calls are not shown one by one. */
  readonly calls?: ReactNode
}

/** The right-hand side of the bench: the load, and one of the views of what came of it. */
export function ResultViews({ panel, compare, calls }: Props) {
  const { texts, exercises } = useLabPage()
  const [view, setView] = useState<typeof VIEWS[number]>('compare')
  const isThere = { compare: true, calls: calls !== undefined, exercises: exercises.length > 0 }
  return (
    <section className={styles.resultsPane} aria-label={texts.results.title}>
      {panel}
      <div className={styles.views} role="group" aria-label={texts.results.title}>
        {VIEWS.filter((each) => isThere[each]).map((each) => (
          <button key={each} type="button" aria-pressed={each === view} onClick={() => setView(each)}>
            {texts.results.views[each]}
          </button>
        ))}
      </div>
      <div className={styles.view} data-view={view}>
        {view === 'compare' && compare}
        {view === 'calls' && calls}
        {view === 'exercises' && <Suspense fallback={null}><Exercises /></Suspense>}
      </div>
    </section>
  )
}
