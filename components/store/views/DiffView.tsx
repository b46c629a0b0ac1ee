'use client'

import { useState } from 'react'
import type { ByteRange, Cursor, FileDiff, RunKey, RunModel } from '../../../engine/worker/protocol'
import { fill } from '../../i18n/fill'
import { useTexts } from '../../i18n/TextsProvider'
import { hex } from '../../inspect/logic/hex'
import controls from '../../stepper/styles/controls.module.css'
import { grouped } from '../../stepper/logic/format'
import { diffBase, type DiffBase } from '../logic/diffBase'
import { shortPath } from '../logic/fieldTree'
import type { FilePlace } from '../logic/place'
import { joined, lengthOf } from '../logic/strip'
import styles from '../styles/store.module.css'
import { useAnswer } from './useAnswer'

interface Props {
  readonly run: RunModel
  readonly event: Cursor
  readonly onOpen: (place: FilePlace) => void
}

const BASES: readonly DiffBase[] = ['statement', 'call', 'flush', 'start', 'kept']
/** The number of ranges of a file that are written out. */
const MAX_RANGES = 12
const SHOWN = 16
/** Bytes that are the same between two that aren't, and are shown with them. */
const GAP = 16

/** How the files differ from what they were at another moment of the run. */
export function DiffView({ run, event, onOpen }: Props) {
  const { store } = useTexts()
  const [base, setBase] = useState<DiffBase>('call')
  const [kept, setKept] = useState<Cursor>(event)
  const before = useAnswer({ type: 'step', key: run.key, event, kind: 'into', back: true, focus: null }, 'moment').reply?.moment.event
  const from = diffBase(base, { run, event, kept, before: before ?? event })
  const { reply } = useAnswer({ type: 'file-diff', key: run.key, a: from, b: event }, 'file-diff')
  const diffs = reply?.diffs ?? []
  const keep = (): void => {
    setKept(event)
    setBase('kept')
  }
  return (
    <section className={styles.diff} aria-label={store.changes}>
      <p className={styles.diffTools}>
        <label>
          {store.compareWith}{' '}
          <select
            value={base} className={controls.select}
            onChange={(change) => setBase(change.target.value as DiffBase)}
          >
            {BASES.map((each) => <option key={each} value={each}>{store.bases[each]}</option>)}
          </select>
        </label>
        <button type="button" className={controls.button} onClick={keep}>{store.keep}</button>
        <span>{fill(store.between, { from: grouped(from), to: grouped(event) })}</span>
      </p>
      {reply !== null && diffs.length === 0 && <p className={styles.note}>{store.noChanges}</p>}
      {diffs.map((diff) => {
        const props = { diff, runKey: run.key, from, event, onOpen }
        return <OneDiff key={`${diff.node} ${diff.path}`} {...props} />
      })}
    </section>
  )
}

interface OneProps {
  readonly diff: FileDiff
  readonly runKey: RunKey
  readonly from: Cursor
  readonly event: Cursor
  readonly onOpen: (place: FilePlace) => void
}

function OneDiff({ diff, runKey, from, event, onOpen }: OneProps) {
  const { store } = useTexts()
  const { node, path, sizeBefore, sizeAfter } = diff
  const ranges = joined(diff.ranges, GAP)
  const what = sizeBefore === null ? store.created : sizeAfter === null ? store.deleted : store.changed
  const size = sizeAfter ?? sizeBefore ?? 0
  const words = fill(what, { bytes: lengthOf(diff.ranges), ranges: ranges.length, size })
  return (
    <div className={styles.oneDiff}>
      <h4>{node} · {shortPath(path)} <small>{words}</small></h4>
      <ul role="list">
        {ranges.slice(0, MAX_RANGES).map((range) => (
          <li key={range.from}>
            <button
              type="button" className={styles.range} disabled={sizeAfter === null}
              onClick={() => onOpen({ node, path, position: range.from, length: range.to - range.from })}
            >
              {grouped(range.from)} · {grouped(range.to - range.from)} B
            </button>
            <Before label={store.before} runKey={runKey} event={from} node={node} path={path} range={range} />
            <Before label={store.after} runKey={runKey} event={event} node={node} path={path} range={range} />
          </li>
        ))}
        {ranges.length > MAX_RANGES && <li>{fill(store.more, { n: ranges.length - MAX_RANGES })}</li>}
      </ul>
    </div>
  )
}

interface BytesProps {
  readonly label: string
  readonly runKey: RunKey
  readonly event: Cursor
  readonly node: string
  readonly path: string
  readonly range: ByteRange
}

function Before({ label, runKey, event, node, path, range }: BytesProps) {
  const length = Math.min(SHOWN, range.to - range.from)
  const { reply } = useAnswer({ type: 'bytes', key: runKey, event, node, path, from: range.from, length }, 'bytes')
  const text = [...(reply?.bytes ?? [])].map((byte) => hex(byte, 2)).join(' ')
  return <code><small>{label}</small> {text === '' ? '–' : text}{range.to - range.from > SHOWN ? ' …' : ''}</code>
}
