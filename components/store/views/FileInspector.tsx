'use client'

import { useCallback, useState } from 'react'
import type { ByteRange, Cursor, FileField, FileLayer, FileLink, FileState, RunKey } from '../../../engine/worker/protocol'
import { fill } from '../../i18n/fill'
import { useTexts } from '../../i18n/TextsProvider'
import { FieldList } from './FieldList'
import { groupAt, leafAt, shortPath } from '../logic/fieldTree'
import { FileStrip } from './FileStrip'
import { FollowLinks } from './FollowLinks'
import { HexView } from './HexView'
import type { FilePlace } from '../logic/place'
import styles from '../styles/store.module.css'
import { useAnswer } from './useAnswer'
import { windowAround } from '../logic/virtual'

interface Props {
  readonly runKey: RunKey
  readonly event: Cursor
  readonly file: FileState
  readonly place: FilePlace
  readonly onOpen: (place: FilePlace) => void
}

const NO_BYTES = new Uint8Array(0)

/** One file: its strip, its bytes, what they mean, and where they lead. */
export function FileInspector({ runKey, event, file, place, onOpen }: Props) {
  const { store } = useTexts()
  const [rows, setRows] = useState({ top: 0, visible: 10 })
  const [lit, setLit] = useState<ByteRange | null>(() => {
    return place.length === 0 ? null : { from: place.position, to: place.position + place.length }
  })
  const [layer, setLayer] = useState<FileLayer>('memory')
  const { node, path, position } = place
  const at = { key: runKey, event, node, path, ...windowAround(rows.top, rows.visible, file.size) }
  const bytes = useAnswer({ type: 'bytes', layer, ...at }, 'bytes')
  const fields = useAnswer({ type: 'file-fields', ...at }, 'file-fields').reply?.fields ?? []
  const group = groupAt(fields, position)

  const onRows = useCallback((top: number, visible: number) => setRows({ top, visible }), [])
  const light = (field: FileField | null): void => {
    setLit(field === null ? null : { from: field.offset, to: field.offset + field.length })
  }
  const move = (to: number): void => onOpen({ ...place, position: to, length: 0 })
  const follow = (link: FileLink): void => {
    setLit({ from: link.position, to: link.position + link.length })
    onOpen({ node, path: link.path, position: link.position, length: link.length })
  }
  const leaf = leafAt(fields, position)
  return (
    <section className={styles.inspector} aria-label={shortPath(path)}>
      <header className={styles.inspectorHead}>
        <h3>{node} · {shortPath(path)}</h3>
        <label>
          {store.layer}
          <select value={layer} onChange={(change) => setLayer(change.target.value as FileLayer)}>
            <option value="memory">{store.layers.memory}</option>
            <option value="disk">{store.layers.disk}</option>
          </select>
        </label>
      </header>
      <FileStrip file={file} />
      <FollowLinks runKey={runKey} event={event} place={place} group={group} onFollow={follow} />
      <div className={styles.split}>
        <HexView
          size={file.size} from={bytes.reply?.from ?? 0} bytes={bytes.reply?.bytes ?? NO_BYTES}
          position={position} lit={lit} dirty={layer === 'memory' ? file.dirty : []} onMove={move} onRows={onRows}
          onPoint={(pointed) => light(pointed === null ? null : leafAt(fields, pointed))}
        />
        <FieldList
          fields={fields} open={group ?? fields[0] ?? null} lit={lit} onPoint={light} onMove={move} onFollow={follow}
        />
      </div>
      <p className={styles.caption} aria-live="polite">
        {leaf === null ? '' : fill(store.byteIn, { position, field: leaf.name, value: leaf.value })}
      </p>
      {bytes.failure !== null && <p role="alert">{bytes.failure}</p>}
    </section>
  )
}
