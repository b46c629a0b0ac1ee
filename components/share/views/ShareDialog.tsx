'use client'

import { useRef, useState, type ChangeEvent, type DragEvent } from 'react'
import { fill } from '../../i18n/fill'
import { useLocale, useTexts as useAllTexts } from '../../i18n/TextsProvider'
import { saveFile } from '../../owncluster/logic/saveFile'
import controls from '../../stepper/styles/controls.module.css'
import { Dialog } from '../../stepper/views/Dialog'
import { stepper, useStepper } from '../../stepper/views/store'
import { useTexts } from '../../stepper/views/useTexts'
import { collectTrace } from '../logic/collectTrace'
import { embedCode } from '../logic/embedCode'
import { readRunFile, runFileText } from '../logic/runFile'
import { DiagramButtons } from './DiagramButtons'
import styles from '../styles/share.module.css'

const BASE = process.env.NEXT_PUBLIC_BASE ?? ''
const ENGINE = process.env.NEXT_PUBLIC_ENGINE_VERSION

/** The run in another page, as files, and from a file. */
export function ShareDialog() {
  const { share } = useTexts()
  const [said, setSaid] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const open = useOpenFile(setSaid)
  const dropped = (event: DragEvent): void => {
    event.preventDefault()
    void open(event.dataTransfer.files[0])
  }
  const chosen = (event: ChangeEvent<HTMLInputElement>): void => {
    const file = event.target.files?.[0]
    // The same file can be chosen again.
    event.target.value = ''
    void open(file)
  }
  return (
    <Dialog title={share.title}>
      <div className={styles.share} onDragOver={(event) => event.preventDefault()} onDrop={dropped}>
        <Embed onSaid={setSaid} />
        <section>
          <h3>{share.files}</h3>
          <div className={styles.row}>
            <RunButton />
            <TraceButton onSaid={setSaid} />
            <DiagramButtons onSaid={setSaid} />
          </div>
        </section>
        <section>
          <h3>{share.open}</h3>
          <p>{share.openText}</p>
          <button type="button" className={controls.button} onClick={() => input.current?.click()}>{share.choose}</button>
          <input ref={input} type="file" accept=".json,application/json" hidden onChange={chosen} aria-label={share.choose} />
        </section>
        <p role="status">{said}</p>
      </div>
    </Dialog>
  )
}

/** Leads to the run of a file, or says why there is none. */
function useOpenFile(say: (text: string) => void): (file: File | undefined) => Promise<void> {
  const { frame: { keeping } } = useAllTexts()
  const locale = useLocale()
  return async (file) => {
    if (file === undefined) return
    const text = await file.text().catch(() => null)
    if (text === null) return say(fill(keeping.bad.unreadable, { file: file.name }))
    const read = readRunFile(text)
    if (read.problem !== null) {
      return say(fill(keeping.bad[read.problem], { file: file.name, place: 'key', known: 1, found: read.found ?? 0 }))
    }
    stepper.getState().setOverlay(null)
    location.assign(`${BASE}/${locale}/${read.page}#${read.link}`)
  }
}

/** The page's path below the language, wherever the site lies: `learn/send-call/`. */
function pageOf(pathname: string): string {
  return pathname.slice(BASE.length).split('/').slice(2).join('/').replace(/^embed\//, 'learn/')
}

function Embed({ onSaid }: { readonly onSaid: (text: string) => void }) {
  const { share } = useTexts()
  const locale = useLocale()
  const [code, setCode] = useState<string | null>(null)
  const page = pageOf(location.pathname)
  // Only lessons have a page without the head of the site.
  if (!/^learn\/[a-z0-9-]+\/$/.test(page)) return null
  const copy = async (): Promise<void> => {
    const link = await stepper.getState().link().catch(() => null)
    const address = `${location.origin}${BASE}/${locale}/embed/${page.slice('learn/'.length)}${link === null ? '' : `#${link}`}`
    const text = embedCode(address, document.title)
    setCode(text)
    try {
      await navigator.clipboard.writeText(text)
      onSaid(share.copied)
    } catch {
      onSaid(share.notCopied)
    }
  }
  return (
    <section>
      <h3>{share.embed}</h3>
      <p>{share.embedText}</p>
      <button type="button" className={controls.button} onClick={() => void copy()}>{share.copyEmbed}</button>
      {code !== null && <textarea className={styles.code} readOnly rows={4} value={code} aria-label={share.embed} />}
    </section>
  )
}

function RunButton() {
  const { share } = useTexts()
  const run = useStepper((state) => state.run)
  const moment = useStepper((state) => state.moment)
  const save = (): void => {
    if (run === null) return
    const place = moment === null ? null : { slice: moment.slice, offset: moment.offset }
    const text = runFileText(pageOf(location.pathname), run.key, place, ENGINE)
    saveFile(`${run.key.scenario}-${run.key.seed}.json`, new TextEncoder().encode(text), 'application/json')
  }
  return <button type="button" className={controls.button} disabled={run === null} onClick={save}>{share.run}</button>
}

function TraceButton({ onSaid }: { readonly onSaid: (text: string) => void }) {
  const { share, notices } = useTexts()
  const run = useStepper((state) => state.run)
  const [part, setPart] = useState<number | null>(null)
  const isWanted = useRef(true)
  const save = async (): Promise<void> => {
    if (run === null) return
    isWanted.current = true
    setPart(0)
    try {
      const blob = await collectTrace(run, (done) => {
        setPart(done)
        return isWanted.current
      })
      if (blob === null) onSaid(share.givenUp)
      else saveFile(`${run.key.scenario}-${run.key.seed}.jsonl`, new Uint8Array(await blob.arrayBuffer()), 'application/x-ndjson')
    } catch (error) {
      onSaid(fill(notices.failed, { message: (error as Error).message }))
    }
    setPart(null)
  }
  if (part === null) {
    return (
      <button type="button" className={controls.button} disabled={run?.isWhole !== true} onClick={() => void save()}>
        {share.trace}
      </button>
    )
  }
  const percent = Math.floor(100 * part)
  return (
    <span role="progressbar" aria-label={share.trace} aria-valuenow={percent} className={styles.row}>
      {fill(share.collecting, { percent })}
      <button type="button" className={controls.button} onClick={() => (isWanted.current = false)}>{notices.cancel}</button>
    </span>
  )
}
