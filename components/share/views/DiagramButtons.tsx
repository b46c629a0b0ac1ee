'use client'

import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { fill } from '../../i18n/fill'
import { saveFile } from '../../owncluster/logic/saveFile'
import { WholeDiagram } from '../../sequence/views/WholeDiagram'
import controls from '../../stepper/styles/controls.module.css'
import { stepper, useStepper } from '../../stepper/views/store'
import { useTexts } from '../../stepper/views/useTexts'
import { pngOf, standalone } from '../logic/picture'
import styles from '../styles/share.module.css'

/** The sequence diagram as a file: all of it, not only what is in view. */
export function DiagramButtons({ onSaid }: { readonly onSaid: (text: string) => void }) {
  const { share, notices } = useTexts()
  const hasRun = useStepper((state) => state.run !== null)
  const [isDrawn, setDrawn] = useState(false)
  const [part, setPart] = useState<number | null>(null)
  const holder = useRef<HTMLDivElement>(null)
  const isWanted = useRef(true)

  const save = async (kind: 'svg' | 'png'): Promise<void> => {
    isWanted.current = true
    flushSync(() => {
      setDrawn(true)
      setPart(0)
    })
    try {
      const svg = holder.current?.querySelector('svg')
      const text = svg === null || svg === undefined ? null : await standalone(svg, (done) => {
        setPart(done)
        return isWanted.current
      })
      if (text === null) onSaid(share.givenUp)
      else {
        const { scenario = 'run', seed = 0 } = stepper.getState().run?.key ?? {}
        const bytes = kind === 'svg' ? new TextEncoder().encode(text) : await pngOf(text)
        saveFile(`${scenario}-${seed}.${kind}`, bytes, kind === 'svg' ? 'image/svg+xml' : 'image/png')
      }
    } catch (error) {
      onSaid(fill(notices.failed, { message: (error as Error).message }))
    }
    setDrawn(false)
    setPart(null)
  }

  return (
    <>
      {part === null ? (['svg', 'png'] as const).map((kind) => (
        <button key={kind} type="button" className={controls.button} disabled={!hasRun} onClick={() => void save(kind)}>
          {share[kind]}
        </button>
      )) : (
        <span role="progressbar" aria-label={share.svg} aria-valuenow={Math.floor(100 * part)} className={styles.row}>
          {fill(share.collecting, { percent: Math.floor(100 * part) })}
          <button type="button" className={controls.button} onClick={() => (isWanted.current = false)}>{notices.cancel}</button>
        </span>
      )}
      {isDrawn && <div ref={holder} aria-hidden="true" className={styles.offstage}><WholeDiagram /></div>}
    </>
  )
}
