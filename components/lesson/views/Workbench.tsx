'use client'

import { useEffect, useRef, useState } from 'react'
import type { CSSProperties, ReactNode } from 'react'
import { useTexts } from '../../i18n/TextsProvider'
import { useStepper } from '../../stepper/views/store'
import { Separator } from './Separator'
import { StepBar } from './StepBar'
import { useLessonKeys } from './useLessonKeys'
import { usePaneWidths } from './usePaneWidths'
import { useSwipe } from './useSwipe'
import styles from '../styles/Workbench.module.css'

type Pane = 'prose' | 'source' | 'picture'

/** So wide the right-hand pane is at least while a strategy is written in it, in percent. */
const WRITING = 44

interface Props {
  readonly prose: ReactNode
  readonly source: ReactNode
  readonly picture: ReactNode
  readonly transport: ReactNode
}

/** Text, source and picture side by side over the transport; on a phone one of them at a time. */
export function Workbench({ prose, source, picture, transport }: Props) {
  const { lesson } = useTexts()
  const [pane, setPane] = useState<Pane>('prose')
  const frame = useRef<HTMLDivElement>(null)
  const { widths, setWidth } = usePaneWidths()
  const swipe = useSwipe()
  useLessonKeys()
  const isWriting = useStepper((state) => state.isWriting)
  useEffect(() => {
    if (isWriting) setPane('picture')
  }, [isWriting])
  const panes: ReadonlyArray<readonly [Pane, string]> = [
    ['prose', lesson.read], ['source', lesson.source], ['picture', lesson.picture],
  ]
  const style = { '--prose': `${widths.prose}%`, '--picture': `${isWriting ? Math.max(widths.picture, WRITING) : widths.picture}%` } as CSSProperties

  return (
    <div className={styles.bench} data-pane={pane} data-writing={(isWriting && pane === 'picture') || undefined}>
      <div className={styles.stepBar}><StepBar /></div>
      <main ref={frame} id="content" className={styles.panes} style={style} tabIndex={-1}>
        <div className={styles.pane} data-name="prose" {...swipe}>{prose}</div>
        <Separator frame={frame} side="left" value={widths.prose} label={lesson.resizeProse} onChange={(to) => setWidth('prose', to)} />
        <div className={styles.pane} data-name="source">{source}</div>
        <Separator frame={frame} side="right" value={widths.picture} label={lesson.resizePicture} onChange={(to) => setWidth('picture', to)} />
        <div className={styles.pane} data-name="picture">{picture}</div>
      </main>
      <div className={styles.transport}>{transport}</div>
      <nav className={styles.switch} aria-label={lesson.panes}>
        {panes.map(([name, label]) => (
          <button key={name} type="button" aria-pressed={name === pane} onClick={() => setPane(name)}>{label}</button>
        ))}
      </nav>
    </div>
  )
}
