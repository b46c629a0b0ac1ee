'use client'

import { useRef } from 'react'
import { useLocale } from '../../i18n/TextsProvider'
import controls from '../../stepper/styles/controls.module.css'
import { downloadCode, readCode } from '../logic/files'
import { subjectName, useLab, useLabPage } from './LabProvider'
import styles from '../styles/strategy.module.css'
import { builtIn, builtInName, isSlot, SLOTS } from '../logic/subjects'
import type { Slot } from '../logic/subjects'

/** What can be done with the code that is shown: start from it, go back, take it out, bring some in, pass it on. */
export function CodeTools() {
  const { texts, place } = useLabPage()
  const subject = useLab((state) => state.sides.after.subject)
  return (
    <div className={styles.codeTools}>
      {builtInName(subject) !== null && <StartFromThis />}
      {isSlot(subject) && <SlotTools slot={subject} />}
      <CopyLink />
      {/* Beside a lesson there is no room for what the page says at length. */}
      {place === 'page' && isSlot(subject) && <span className={styles.small}>{texts.code.saved} · {texts.code.keys}</span>}
      {place === 'page' && builtInName(subject) !== null && <span className={styles.small}>{texts.code.readOnly}</span>}
    </div>
  )
}

function StartFromThis() {
  const { texts, builtIns, lab, slots } = useLabPage()
  const subject = useLab((state) => state.sides.after.subject)
  const own = builtIns.find(({ name }) => name === builtInName(subject))
  const start = (): void => {
    // What the reader wrote is not lost: it is one step of undo away.
    if (own !== undefined) lab.getState().place(slots.firstUnused() ?? SLOTS[SLOTS.length - 1]!, own.code)
  }
  return <button type="button" className={controls.go} disabled={own === undefined} onClick={start}>{texts.code.start}</button>
}

function SlotTools({ slot }: { readonly slot: Slot }) {
  const { texts, lab, builtIns, kind, startCode } = useLabPage()
  const file = useRef<HTMLInputElement>(null)
  const code = useLab((state) => state.codes[slot])
  const importFile = async (chosen: File | undefined): Promise<void> => {
    if (chosen === undefined) return
    const text = await readCode(chosen)
    if (text === null) lab.getState().notify('not-imported')
    else lab.getState().place(slot, text)
  }
  const reset = (name: string): void => {
    lab.getState().place(slot, builtIns.find((each) => each.name === name)?.code ?? startCode)
  }
  return (
    <>
      <select className={controls.select} aria-label={texts.code.reset} value="" onChange={(event) => reset(event.target.value)}>
        <option value="" disabled>{texts.code.reset}</option>
        {builtIns.every(({ name }) => name !== kind.first.before) && (
          <option value="">{subjectName(builtIn(kind.first.before), texts)}</option>
        )}
        {builtIns.map(({ name }) => <option key={name} value={name}>{subjectName(builtIn(name), texts)}</option>)}
      </select>
      <button type="button" className={controls.button} onClick={() => downloadCode(code)}>{texts.code.exportFile}</button>
      <button type="button" className={controls.button} onClick={() => file.current?.click()}>{texts.code.importFile}</button>
      <input
        ref={file} type="file" accept=".ts,text/plain" hidden aria-label={texts.code.importFile}
        onChange={(event) => {
          void importFile(event.target.files?.[0])
          event.target.value = ''
        }}
      />
    </>
  )
}

function CopyLink() {
  const { texts, lab, place } = useLabPage()
  const locale = useLocale()
  const code = useLab(({ codes, linked, sides }) => {
    return isSlot(sides.after.subject) ? codes[sides.after.subject] : linked?.code ?? ''
  })
  const copy = async (): Promise<void> => {
    const { link, notify } = lab.getState()
    const fragment = link()
    if (fragment === null) {
      downloadCode(code)
      return notify('link-too-long')
    }
    try {
      const path = place === 'page' ? location.pathname : `${process.env.NEXT_PUBLIC_BASE ?? ''}/${locale}/learn/strategy/`
      await navigator.clipboard.writeText(`${location.origin}${path}#${fragment}`)
      notify('link-copied')
    } catch {
      if (place === 'page') history.replaceState(history.state, '', `#${fragment}`)
      notify(place === 'page' ? 'not-copied' : 'not-copied-here')
    }
  }
  return <button type="button" className={controls.button} onClick={() => void copy()}>{texts.code.copyLink}</button>
}
