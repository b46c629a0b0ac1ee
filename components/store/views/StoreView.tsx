'use client'

import { useState } from 'react'
import type { FileState, RunModel } from '../../../engine/worker/protocol'
import { useTexts } from '../../i18n/TextsProvider'
import { useStepper } from '../../stepper/views/store'
import { DiffView } from './DiffView'
import { FileInspector } from './FileInspector'
import { FileTree } from './FileTree'
import type { FilePlace } from '../logic/place'
import { RecordJourney } from './RecordJourney'
import styles from '../styles/store.module.css'
import { useAnswer } from './useAnswer'

type Mode = 'files' | 'journey' | 'changes'

const MODES: readonly Mode[] = ['files', 'journey', 'changes']

/** What is on the disks, as of the cursor. */
export function StoreView() {
  const run = useStepper((state) => state.run)
  return run === null ? null : <StoreOf run={run} />
}

function StoreOf({ run }: { readonly run: RunModel }) {
  const { store } = useTexts()
  const cursor = useStepper((state) => state.cursor)
  const [mode, setMode] = useState<Mode>('files')
  const [wanted, setWanted] = useState<FilePlace | null>(null)
  const { reply, failure } = useAnswer({ type: 'files', key: run.key, event: cursor }, 'files')
  const files = reply?.files ?? []
  const file = fileOf(files, wanted) ?? firstOf(files)
  const place = file === null ? null : placeIn(file, wanted)
  const open = (next: FilePlace): void => {
    setWanted(next)
    setMode('files')
  }
  return (
    <div className={styles.store}>
      <div className={styles.modes} role="group" aria-label={store.show}>
        {MODES.map((each) => (
          <button key={each} type="button" aria-pressed={each === mode} onClick={() => setMode(each)}>{store.modes[each]}</button>
        ))}
      </div>
      {failure !== null && <p role="alert">{failure}</p>}
      {mode === 'files' && (
        <div className={styles.filesMode}>
          <div className={styles.treeBox}><FileTree files={files} place={place} onOpen={setWanted} /></div>
          {file !== null && place !== null && (
            <FileInspector
              key={`${file.node} ${file.path}`} runKey={run.key} event={cursor} file={file} place={place} onOpen={setWanted}
            />
          )}
          {reply !== null && files.length === 0 && <p className={styles.note}>{store.noFiles}</p>}
        </div>
      )}
      {mode === 'journey' && <RecordJourney runKey={run.key} event={cursor} onOpen={open} />}
      {mode === 'changes' && <DiffView run={run} event={cursor} onOpen={open} />}
    </div>
  )
}

function fileOf(files: readonly FileState[], place: FilePlace | null): FileState | null {
  return files.find(({ node, path }) => node === place?.node && path === place.path) ?? null
}

/** The commit log is what one wants to see first. */
function firstOf(files: readonly FileState[]): FileState | null {
  return files.find(({ kind }) => kind === 'commit-log') ?? files[0] ?? null
}

/** Where one was, unless the file is shorter now or another one. */
function placeIn({ node, path, size }: FileState, wanted: FilePlace | null): FilePlace {
  const isSame = wanted !== null && wanted.node === node && wanted.path === path
  const position = isSame ? Math.min(wanted.position, Math.max(0, size - 1)) : 0
  return { node, path, position, length: isSame ? wanted.length : 0 }
}
