'use client'

import { lazy, Suspense, useState } from 'react'
import { CallTable } from './CallTable'
import { Compare } from './Compare'
import { useLabPage } from './LabProvider'
import { LoadPanel } from './LoadPanel'
import styles from '../styles/strategy.module.css'

// What is only seen after a click is only fetched then.
const Exercises = lazy(() => import('./Exercises').then((module) => ({ default: module.Exercises })))

const VIEWS = ['compare', 'calls', 'exercises'] as const

/** The load, and what came of it under both strategies. */
export function ResultsPane() {
  const { texts, exercises } = useLabPage()
  const [view, setView] = useState<typeof VIEWS[number]>('compare')
  const views = VIEWS.filter((each) => each !== 'exercises' || exercises.length > 0)
  return (
    <section className={styles.resultsPane} aria-label={texts.results.title}>
      <LoadPanel />
      <div className={styles.views} role="group" aria-label={texts.results.title}>
        {views.map((each) => (
          <button key={each} type="button" aria-pressed={each === view} onClick={() => setView(each)}>
            {texts.results.views[each]}
          </button>
        ))}
      </div>
      <div className={styles.view} data-view={view}>
        {view === 'compare' && <Compare />}
        {view === 'calls' && <CallTable />}
        {view === 'exercises' && <Suspense fallback={null}><Exercises /></Suspense>}
      </div>
    </section>
  )
}
