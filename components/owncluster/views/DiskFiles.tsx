'use client'

import { useEffect, useRef, useState } from 'react'
import type { FileState, RunKey } from '../../../engine/worker/protocol'
import { FileInspector } from '../../store/views/FileInspector'
import { FileTree } from '../../store/views/FileTree'
import type { FilePlace } from '../../store/logic/place'
import { AskContext, useAnswer } from '../../store/views/useAnswer'
import styles from '../styles/own.module.css'
import type { Wanted } from '../logic/OwnPageState'
import { useOwn, useOwnPage } from './OwnProvider'

/** Requests for files name a run. Here there is none: the files are those of now. */
const NO_RUN: RunKey = { scenario: '', seed: 0, interventions: [], selector: null }

/** The broker's files as they are now, seen through the same views as those of a lesson. */
export function DiskFiles() {
  const { texts: { files } } = useOwnPage()
  const version = useOwn(({ cluster }) => cluster?.version ?? null)
  const askFiles = useOwn((state) => state.askFiles)
  return (
    <section className={styles.part} aria-labelledby="files">
      <h2 id="files" tabIndex={-1}>{files.label}</h2>
      <p className={styles.soft}>{files.text}</p>
      {version !== null && askFiles !== null && <AskContext value={askFiles}><Files version={version} /></AskContext>}
    </section>
  )
}

function Files({ version }: { readonly version: number }) {
  const { texts: { files: texts } } = useOwnPage()
  const wanted = useOwn((state) => state.wanted)
  const box = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState<FilePlace | null>(null)
  const { reply, failure } = useAnswer({ type: 'files', key: NO_RUN, event: version }, 'files')
  const files = reply?.files ?? []
  const led = useRef(0)
  useEffect(() => {
    if (wanted === null || wanted.nth === led.current || files.length === 0) return
    led.current = wanted.nth
    setPlace(placeOf(wanted, files))
    box.current?.scrollIntoView({ block: 'start' })
    box.current?.focus({ preventScroll: true })
  }, [wanted, files])
  const file = files.find(({ node, path }) => node === place?.node && path === place.path)
    ?? files.find(({ kind }) => kind === 'commit-log') ?? files[0] ?? null
  const isOpen = file !== null && place !== null && file.node === place.node && file.path === place.path
  return (
    <div ref={box} className={styles.files} tabIndex={-1}>
      {failure !== null && <p role="alert" className={styles.mistake}>{failure}</p>}
      {reply !== null && files.length === 0 && <p className={styles.soft}>{texts.none}</p>}
      {files.length > 0 && (
        <div className={styles.tree}><FileTree files={files} place={place} onOpen={setPlace} /></div>
      )}
      {file !== null && (
        <FileInspector
          key={`${file.node} ${file.path} ${led.current}`} runKey={NO_RUN} event={version} file={file} onOpen={setPlace}
          place={isOpen ? within(place, file) : { node: file.node, path: file.path, position: 0, length: 0 }}
        />
      )}
    </div>
  )
}

function placeOf({ path, position, length }: Wanted, files: readonly FileState[]): FilePlace {
  return { node: files.find((file) => file.path === path)?.node ?? '', path, position, length }
}

/** A file may have become shorter. */
function within(place: FilePlace, { size }: FileState): FilePlace {
  return { ...place, position: Math.min(place.position, Math.max(0, size - 1)) }
}
