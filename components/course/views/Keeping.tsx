'use client'

import { useRef, useState, type ChangeEvent } from 'react'
import { fill } from '../../i18n/fill'
import { useTexts } from '../../i18n/TextsProvider'
import { saveFile } from '../../owncluster/logic/saveFile'
import { KEPT_VERSION, readKept, takeOver, writeKept, type KeptThings } from '../../progress/logic/keptFile'
import { progress } from '../../progress/logic/progress'
import { recall, remember } from '../../site/logic/choice'
import controls from '../../stepper/styles/controls.module.css'
import { Modal } from '../../ui/views/Modal'
import styles from '../styles/shelf.module.css'

const KEEPER = { recall, remember }

interface Said {
  readonly text: string
  readonly isBad: boolean
}

/** Everything that the site keeps in this browser: as a file, and from a file. */
export function Keeping() {
  const { frame: { keeping } } = useTexts()
  const [said, setSaid] = useState<Said | null>(null)
  const [offered, setOffered] = useState<{ readonly file: string; readonly things: KeptThings } | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const say = (text: string, isBad = false): void => setSaid({ text, isBad })

  const save = (): void => {
    const now = new Date().toISOString()
    const file = `rocketscope-${now.slice(0, 10)}.json`
    saveFile(file, new TextEncoder().encode(writeKept(KEEPER, now)), 'application/json')
    say(fill(keeping.exported, { file }))
  }

  const choose = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const chosen = event.target.files?.[0]
    // The same file can be chosen again.
    event.target.value = ''
    if (chosen === undefined) return
    const file = chosen.name
    const text = await chosen.text().catch(() => null)
    if (text === null) return say(fill(keeping.bad.unreadable, { file }), true)
    const { things, problem } = readKept(text)
    if (problem !== null) say(fill(keeping.bad[problem.kind], { known: KEPT_VERSION, ...problem, file }), true)
    else setOffered({ file, things })
  }

  const accept = (file: string, things: KeptThings): void => {
    setOffered(null)
    if (!takeOver(KEEPER, things)) return say(keeping.bad.full, true)
    progress.load()
    const { theme } = things.others
    if (theme !== undefined) document.documentElement.dataset['theme'] = theme
    say(fill(keeping.imported, { file, ...amountOf(things) }))
  }

  return (
    <section id="keeping" className={styles.keeping} aria-labelledby="keeping-title">
      <h2 id="keeping-title">{keeping.title}</h2>
      <p>{keeping.lead}</p>
      <div className={styles.buttons}>
        <button type="button" className={controls.button} onClick={save}>{keeping.export}</button>
        <button type="button" className={controls.button} onClick={() => input.current?.click()}>{keeping.import}</button>
        <input ref={input} type="file" accept=".json,application/json" hidden aria-label={keeping.import} onChange={(event) => void choose(event)} />
      </div>
      <p className={styles.said} role="status" data-bad={said?.isBad === true || undefined}>{said?.text}</p>
      {offered === null ? null : (
        <AskToImport file={offered.file} things={offered.things} onClose={() => setOffered(null)} onAccept={accept} />
      )}
    </section>
  )
}

interface AskProps {
  readonly file: string
  readonly things: KeptThings
  readonly onClose: () => void
  readonly onAccept: (file: string, things: KeptThings) => void
}

function AskToImport({ file, things, onClose, onAccept }: AskProps) {
  const { frame: { keeping, cancel, close } } = useTexts()
  return (
    <Modal title={fill(keeping.ask, { file })} close={close} onClose={onClose}>
      <p>{fill(keeping.what, { date: things.exportedAt.slice(0, 10), ...amountOf(things) })}</p>
      <div className={styles.buttons}>
        <button type="button" className={controls.go} onClick={() => onAccept(file, things)}>{keeping.yes}</button>
        <button type="button" className={controls.button} onClick={onClose}>{cancel}</button>
      </div>
    </Modal>
  )
}

function amountOf({ lessons, others }: KeptThings): { n: number; m: number } {
  return { n: Object.keys(lessons).length, m: Object.keys(others).length }
}
