'use client'

import { Fragment, useEffect, useRef } from 'react'
import type { CSSProperties, ReactNode } from 'react'
import { useTexts } from '../../i18n/TextsProvider'
import { useStepper } from '../../stepper/views/store'
import { Separator } from '../../ui/views/Separator'
import { fillingPane, PANES, SHARES, type Pane } from '../logic/panes'
import { StepBar } from './StepBar'
import { useLessonKeys } from './useLessonKeys'
import { setShare, showSingle, usePanes, useRememberedPanes } from './usePanes'
import { useSwipe } from './useSwipe'
import styles from '../styles/Workbench.module.css'

/** So wide the right-hand pane is at least while a strategy is written in it, in percent. */
const WRITING = 44

interface Props {
  readonly prose: ReactNode
  readonly source: ReactNode
  readonly picture: ReactNode
  readonly transport: ReactNode
  /** There is no head of the site above it. */
  readonly isEmbedded?: boolean
}

/** Text, source and picture side by side over the transport, as far as they are wanted; on a phone one of them at a time. */
export function Workbench({ prose, source, picture, transport, isEmbedded = false }: Props) {
  const { lesson } = useTexts()
  useRememberedPanes()
  const choice = usePanes()
  const frame = useRef<HTMLDivElement>(null)
  const swipe = useSwipe()
  useLessonKeys()
  const isWriting = useStepper((state) => state.isWriting)
  useEffect(() => {
    if (isWriting) showSingle('picture')
  }, [isWriting])
  const hidden = choice.hidden.filter((pane) => !(isWriting && pane === 'picture'))
  const filling = fillingPane({ ...choice, hidden })
  const shares = { prose: choice.prose, picture: isWriting ? Math.max(choice.picture, WRITING) : choice.picture }
  const style = { '--prose': `${shares.prose}%`, '--picture': `${shares.picture}%` } as CSSProperties
  const contents: Readonly<Record<Pane, ReactNode>> = { prose, source, picture }
  const names: Readonly<Record<Pane, string>> = { prose: lesson.read, source: lesson.source, picture: lesson.picture }
  const labels = { prose: lesson.resizeProse, picture: lesson.resizePicture }
  const separator = (pane: 'prose' | 'picture', side: 'left' | 'right') => !hidden.includes(pane) && filling !== pane && (
    <Separator
      frame={frame} side={side} value={shares[pane]} min={SHARES[pane].min} max={SHARES[pane].max} label={labels[pane]}
      onChange={(to) => setShare(pane, to)}
    />
  )

  return (
    <div
      className={styles.bench} data-pane={choice.single} data-embedded={isEmbedded || undefined}
      data-writing={(isWriting && choice.single === 'picture') || undefined}
    >
      <div className={styles.stepBar}><StepBar /></div>
      <main ref={frame} id="content" className={styles.panes} style={style} tabIndex={-1}>
        {PANES.map((pane) => (
          <Fragment key={pane}>
            {pane === 'picture' && separator('picture', 'right')}
            <div
              className={styles.pane} data-name={pane} data-hidden={hidden.includes(pane) || undefined}
              data-fills={pane === filling || undefined} {...(pane === 'prose' ? swipe : {})}
            >
              {contents[pane]}
            </div>
            {pane === 'prose' && separator('prose', 'left')}
          </Fragment>
        ))}
      </main>
      <div className={styles.transport}>{transport}</div>
      <nav className={styles.switch} aria-label={lesson.panes}>
        {PANES.map((pane) => (
          <button key={pane} type="button" aria-pressed={pane === choice.single} onClick={() => showSingle(pane)}>{names[pane]}</button>
        ))}
      </nav>
    </div>
  )
}
