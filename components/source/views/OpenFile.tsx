'use client'

import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { fill } from '../../i18n/fill'
import { useTexts } from '../../i18n/TextsProvider'
import { closeOverlay, Dialog } from '../../stepper/views/Dialog'
import controls from '../../stepper/styles/controls.module.css'
import { stepper, useStepper } from '../../stepper/views/store'
import { bestOf, fileName, folderOf, passedAt, roomsOf, type Passed } from '../logic/fileList'
import { fetchFileList } from '../logic/fragmentCache'
import styles from '../styles/OpenFile.module.css'

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }

/** All files of the engine, to be found by typing. */
export function OpenFile() {
  const { source } = useTexts()
  const [files, setFiles] = useState<readonly string[] | null>(null)
  const [hasFailed, setHasFailed] = useState(false)
  useEffect(() => {
    fetchFileList().then(setFiles, () => setHasFailed(true))
  }, [])
  return (
    <Dialog title={source.openFile}>
      {hasFailed && <p role="alert">{source.failed}</p>}
      {files === null ? <p>{hasFailed ? '' : source.loading}</p> : <FileChoice files={files} />}
    </Dialog>
  )
}

function FileChoice({ files }: { readonly files: readonly string[] }) {
  const { source } = useTexts()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [query, setQuery] = useState('')
  const rooms = useMemo(() => roomsOf(files, query), [files, query])
  const found = useMemo(() => rooms.flatMap((room) => room.files), [rooms])
  const [moved, setMoved] = useState<number | null>(null)
  const active = moved ?? bestOf(found, query)
  useEffect(() => input.current?.focus(), [])
  useEffect(() => {
    // Some browsers return a promise from it, which an effect must not.
    void document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, active, found])
  const press = (event: KeyboardEvent): void => {
    const step = STEPS[event.key]
    if (event.key === 'Enter' && found[active] !== undefined) open(found[active])
    else if (step !== undefined) setMoved(Math.max(0, Math.min(found.length - 1, active + step)))
    else return
    event.preventDefault()
  }
  let next = 0
  return (
    <>
      <input
        ref={input} type="text" role="combobox" className={styles.query} aria-label={source.fileName} placeholder={source.fileName}
        aria-expanded="true" aria-controls={id} aria-autocomplete="list" autoComplete="off" spellCheck={false}
        aria-activedescendant={found.length === 0 ? undefined : `${id}-${active}`} value={query} onKeyDown={press}
        onChange={(event) => {
          setQuery(event.target.value)
          setMoved(null)
        }}
      />
      <p className={styles.count} role="status">{fill(source.filesFound, { n: found.length })}</p>
      <div id={id} role="listbox" aria-label={source.openFile} className={styles.list}>
        {rooms.map((room) => (
          <div key={room.name} role="group" aria-labelledby={`${id}-${room.name}`}>
            <h3 id={`${id}-${room.name}`} role="presentation" className={`${controls.heading} ${styles.room}`}>{room.name}</h3>
            {room.files.map((file) => {
              const index = next++
              return <FileOption key={file} id={`${id}-${index}`} file={file} isActive={index === active} />
            })}
          </div>
        ))}
      </div>
      <p className={styles.legend}>
        <Mark passed="passed" />{source.passed.passed} <Mark passed="later" />{source.passed.later}
      </p>
    </>
  )
}

interface OptionProps {
  readonly id: string
  readonly file: string
  readonly isActive: boolean
}

function FileOption({ id, file, isActive }: OptionProps) {
  const { source } = useTexts()
  const passed = useStepper(({ run, cursor }) => (run === null ? 'never' : passedAt(file, run.firstRuns, cursor)))
  return (
    <div
      id={id} role="option" aria-selected={isActive} className={styles.file} data-passed={passed}
      onClick={() => open(file)}
    >
      <Mark passed={passed} />
      <span className={styles.name}>{fileName(file)}</span>
      <span className={styles.folder}>{folderOf(file)}</span>
      {passed !== 'never' && <span className={controls.hiddenText}>, {source.passed[passed]}</span>}
    </div>
  )
}

function Mark({ passed }: { readonly passed: Passed }) {
  return <span className={styles.mark} data-passed={passed} aria-hidden="true">{{ passed: '●', later: '○', never: '' }[passed]}</span>
}

/** At the line where a call of the stack is in it, if one is. */
function open(file: string): void {
  const { moment, look } = stepper.getState()
  closeOverlay()
  look({ file, line: moment?.stack.find((frame) => frame.file === file)?.line ?? null }, null)
}
