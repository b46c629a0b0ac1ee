'use client'

import { useRef, useState, type DragEvent } from 'react'
import { STORE_LIMITS } from '../../../engine/worker/protocol'
import { fill } from '../../i18n/fill'
import controls from '../../stepper/styles/controls.module.css'
import { Modal } from '../../ui/views/Modal'
import { ArchiveProgress } from './ArchiveProgress'
import { ImportDialog } from './ImportDialog'
import styles from '../styles/own.module.css'
import { useIsDoing, useOwn, useOwnPage } from './OwnProvider'
import { messagesIn, size } from '../logic/words'

/** The broker's files as an archive: out, in, and away with them. */
export function Keep() {
  const { texts, own } = useOwnPage()
  const { keep, doing } = texts
  const waiting = useOwn((state) => state.doing)
  const isAtFiles = useIsDoing('exporting', 'checking', 'importing', 'resetting')
  const isThere = useOwn(({ cluster }) => cluster !== null)
  const file = useRef<HTMLInputElement>(null)
  const [isAsking, setIsAsking] = useState(false)
  const [isOver, setIsOver] = useState(false)
  const isBusy = !isThere || isAtFiles
  const take = (chosen: File | undefined): void => {
    if (chosen !== undefined && !isBusy) void own.getState().check(chosen)
  }
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setIsOver(false)
    take(event.dataTransfer.files[0])
  }
  const drag = (event: DragEvent): void => {
    event.preventDefault()
    setIsOver(true)
  }
  return (
    <section className={styles.part} aria-labelledby="keep">
      <h2 id="keep">{keep.label}</h2>
      <div className={styles.keep}>
        <div>
          <p>{keep.exportText}</p>
          <button type="button" className={controls.button} disabled={isBusy} onClick={() => void own.getState().exportStore()}>
            {keep.export}
          </button>
          {waiting.has('exporting') && <ArchiveProgress doing="exporting" />}
        </div>
        <div
          className={styles.drop} data-over={isOver || undefined} onDragOver={drag} onDragLeave={() => setIsOver(false)}
          onDrop={drop}
        >
          <p>{fill(keep.importText, { files: STORE_LIMITS.entries, bytes: size(STORE_LIMITS.bytes, texts) })}</p>
          <button type="button" className={controls.button} disabled={isBusy} onClick={() => file.current?.click()}>{keep.import}</button>
          {waiting.has('checking') ? <ArchiveProgress doing="checking" /> : <span className={styles.soft}>{keep.drop}</span>}
          <input
            ref={file} type="file" accept=".zip,application/zip" hidden aria-label={keep.import}
            onChange={(event) => {
              take(event.target.files?.[0])
              event.target.value = ''
            }}
          />
        </div>
        <div>
          <p>{keep.resetText}</p>
          <button type="button" className={controls.danger} disabled={isBusy} onClick={() => setIsAsking(true)}>{keep.reset}</button>
          {waiting.has('resetting') && <span className={styles.soft}>{doing.resetting}</span>}
        </div>
      </div>
      {isAsking && <ResetDialog onClose={() => setIsAsking(false)} />}
      <ImportDialog />
    </section>
  )
}

function ResetDialog({ onClose }: { readonly onClose: () => void }) {
  const { texts, own } = useOwnPage()
  const { resetting } = texts
  const messages = useOwn(({ cluster }) => messagesIn(cluster?.queues ?? []))
  const isExporting = useOwn(({ doing }) => doing.has('exporting'))
  const reset = (): void => {
    onClose()
    void own.getState().reset()
  }
  return (
    <Modal title={resetting.title} close={texts.close} onClose={onClose}>
      <p>{fill(resetting.text, { messages })}</p>
      <div className={styles.choices}>
        <button type="button" className={controls.button} onClick={onClose}>{resetting.cancel}</button>
        <button type="button" className={controls.button} disabled={isExporting} onClick={() => void own.getState().exportStore()}>
          {isExporting ? texts.doing.exporting : resetting.offer}
        </button>
        <button type="button" className={controls.danger} disabled={isExporting} onClick={reset}>{resetting.button}</button>
      </div>
    </Modal>
  )
}
