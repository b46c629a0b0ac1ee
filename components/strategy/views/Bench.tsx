'use client'

import { lazy, Suspense, useRef, useState } from 'react'
import type { CSSProperties, ReactNode } from 'react'
import { SHARES } from '../../lesson/logic/panes'
import { setShare, usePanes, useRememberedPanes } from '../../lesson/views/usePanes'
import { Separator } from '../../ui/views/Separator'
import { useTexts } from '../../i18n/TextsProvider'
import type { KindName } from '../logic/CodeKind'
import styles from '../styles/Bench.module.css'
import { EngineWatch } from '../../stepper/views/EngineWatch'
import { CodePane } from './CodePane'
import { LabAnnouncer } from './LabAnnouncer'
import { useLab, useLabPage } from './LabProvider'
import { LabNotices } from './LabNotices'
import { ResultsPane } from './ResultsPane'

// What only one kind of code needs, and what is only seen after a click, is only fetched then.
const AllocationPane = lazy(() => import('./allocation/AllocationPane').then((module) => ({ default: module.AllocationPane })))
const ListenerPane = lazy(() => import('./listener/ListenerPane').then((module) => ({ default: module.ListenerPane })))
const Stepping = lazy(() => import('./Stepping').then((module) => ({ default: module.Stepping })))

// Made once: what is rendered anew before its script is there would be thrown away, with all that a reader has typed there.
const RESULTS: Readonly<Record<KindName, ReactNode>> = {
  selector: <ResultsPane />,
  allocation: <Suspense fallback={null}><AllocationPane /></Suspense>,
  listener: <Suspense fallback={null}><ListenerPane /></Suspense>,
}

const PANES = ['read', 'code', 'results'] as const

/** Text, code and results side by side; on a phone one of them at a time. While a call is stepped, the stepper instead. */
export function Bench({ prose }: { readonly prose: ReactNode }) {
  const { texts, kind } = useLabPage()
  const { lesson } = useTexts()
  const [pane, setPane] = useState<typeof PANES[number]>('read')
  const frame = useRef<HTMLDivElement>(null)
  useRememberedPanes()
  const widths = usePanes()
  const isStepping = useLab((state) => state.stepping !== null)
  const style = { '--prose': `${widths.prose}%`, '--picture': `${widths.picture}%` } as CSSProperties
  return (
    <div className={styles.bench} data-pane={pane}>
      <main ref={frame} id="content" className={styles.panes} style={style} tabIndex={-1} hidden={isStepping}>
        <div className={styles.pane} data-name="read">
          <div className={styles.scroller} tabIndex={0} role="region" aria-label={texts.panes.read}>
            <article className={styles.prose}>{prose}</article>
          </div>
        </div>
        <Separator
          frame={frame} side="left" value={widths.prose} {...limits('prose')} label={lesson.resizeProse}
          onChange={(to) => setShare('prose', to)}
        />
        <div className={styles.pane} data-name="code"><CodePane /></div>
        <Separator
          frame={frame} side="right" value={widths.picture} {...limits('picture')} label={lesson.resizePicture}
          onChange={(to) => setShare('picture', to)}
        />
        <div className={styles.pane} data-name="results">{RESULTS[kind.name]}</div>
      </main>
      {isStepping && <Suspense fallback={null}><Stepping /></Suspense>}
      <nav className={styles.switch} aria-label={texts.panes.label} hidden={isStepping}>
        {PANES.map((name) => (
          <button key={name} type="button" aria-pressed={name === pane} onClick={() => setPane(name)}>{texts.panes[name]}</button>
        ))}
      </nav>
      <LabNotices />
      <EngineWatch />
      <LabAnnouncer />
    </div>
  )
}

function limits(pane: keyof typeof SHARES): { readonly min: number; readonly max: number } {
  const { min, max } = SHARES[pane]
  return { min, max }
}
