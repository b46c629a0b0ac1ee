'use client'

import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import type { SelectedCall } from '../../../engine/worker/Measurement'
import { fill } from '../../i18n/fill'
import controls from '../../stepper/styles/controls.module.css'
import { subjectName, useLab, useLabPage } from './LabProvider'
import type { SideName } from '../logic/LabState'
import { shortBroker } from '../logic/queueScales'
import { lineSentence } from '../logic/sentences'
import { hasFailed, shownMillis } from '../logic/stats'
import { rowsInView } from '../../ui/logic/rowsInView'
import styles from '../styles/strategy.module.css'

/** Of every row, in px: so it is known where each one is without drawing it. */
const ROW = 28
const OVERSCAN = 8

/** Every call with its argument, its result and what it cost. Only the rows in view are drawn. */
export function CallTable() {
  const { texts, lab, place } = useLabPage()
  const sides = useLab((state) => state.sides)
  const [name, setName] = useState<SideName>('after')
  const [isFiltered, setIsFiltered] = useState(false)
  const { measurement, subject } = sides[name]
  const failed = useMemo(() => (measurement?.calls ?? []).filter(hasFailed), [measurement])
  const calls = isFiltered ? failed : measurement?.calls ?? []
  return (
    <div className={styles.calls}>
      <div className={styles.callTools}>
        <label>
          {texts.calls.which}{' '}
          <select
            className={controls.select} value={name} onChange={(event) => setName(event.target.value as SideName)}
          >
            {(['before', 'after'] as const).map((each) => (
              <option key={each} value={each}>
                {texts.results[each]}: {subjectName(sides[each].subject, texts)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <input type="checkbox" checked={isFiltered} onChange={(event) => setIsFiltered(event.target.checked)} />{' '}
          {fill(texts.calls.onlyFailed, { n: failed.length })}
        </label>
      </div>
      {calls.length === 0
        ? <p className={styles.small}>{measurement === null ? texts.results.notRun : texts.calls.none}</p>
        : (
          <Rows
            key={`${name} ${isFiltered}`} calls={calls}
            label={fill(texts.calls.label, { name: subjectName(subject, texts) })}
            onStep={place === 'lesson' ? null : (call) => lab.getState().stepThrough(measurement!.key, call)}
          />
        )}
      {place === 'page' && <p className={styles.small}>{texts.calls.note}</p>}
    </div>
  )
}

interface RowsProps {
  readonly calls: readonly SelectedCall[]
  readonly label: string
  /** Null where there is no room for stepping. */
  readonly onStep: ((call: number) => void) | null
}

function Rows({ calls, label, onStep }: RowsProps) {
  const { texts } = useLabPage()
  const { calls: words } = texts
  const [top, setTop] = useState(0)
  const [chosen, setChosen] = useState(0)
  const scroller = useRef<HTMLDivElement>(null)
  const id = useId()
  const active = Math.min(chosen, calls.length - 1)
  const height = scroller.current?.clientHeight ?? 600
  const { first, end } = rowsInView({ top, height }, { count: calls.length, rowHeight: ROW, overscan: OVERSCAN })

  const choose = (index: number): void => {
    const next = Math.max(0, Math.min(calls.length - 1, index))
    setChosen(next)
    const element = scroller.current
    if (element === null) return
    const room = element.clientHeight - ROW
    if (next * ROW < element.scrollTop) element.scrollTop = next * ROW
    else if ((next + 1) * ROW > element.scrollTop + room) element.scrollTop = (next + 1) * ROW - room
  }
  const press = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor(height / ROW) - 2)
    const to = {
      ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + page, PageUp: active - page,
      Home: 0, End: calls.length - 1,
    }[event.key]
    if (event.key === 'Enter' && onStep !== null) onStep(calls[active]!.index)
    else if (to !== undefined) choose(to)
    else return
    event.preventDefault()
  }
  return (
    <div
      ref={scroller} className={styles.rows} role="grid" aria-label={label} aria-rowcount={calls.length + 1} tabIndex={0}
      aria-activedescendant={`${id}-${active}`} onKeyDown={press} onScroll={(event) => setTop(event.currentTarget.scrollTop)}
    >
      <div className={`${styles.row} ${styles.rowHead}`} role="row" aria-rowindex={1}>
        {[words.number, words.key, words.result, words.steps, words.latency].map((text) => (
          <span key={text} role="columnheader">{text}</span>
        ))}
        <span role="columnheader"><span className="sr-only">{words.step}</span></span>
      </div>
      <div role="rowgroup" style={{ height: calls.length * ROW, position: 'relative' }}>
        {calls.slice(first, end).map((call, index) => {
          const at = first + index
          return (
            <div
              key={call.index} id={`${id}-${at}`} role="row" aria-rowindex={at + 2} aria-selected={at === active}
              className={styles.row} data-failed={hasFailed(call) || undefined} style={{ position: 'absolute', top: at * ROW, left: 0, right: 0 }}
              onClick={() => setChosen(at)}
            >
              <span role="gridcell">{call.index + 1}</span>
              <span role="gridcell" title={call.key}>{call.key}</span>
              <span role="gridcell" title={call.error === null ? call.outcome : lineSentence(call.error, texts)}>
                {hasFailed(call) ? `✗ ${call.outcome}` : `${shortBroker(call.broker, false)} ${call.queueId}`}
              </span>
              <span role="gridcell">{call.steps === 0 ? '–' : call.steps}</span>
              <span role="gridcell">{shownMillis(call.latencyMicros)}</span>
              <span role="gridcell">
                {onStep !== null && (
                  <button
                    type="button" tabIndex={-1} aria-label={words.step} title={words.step} onClick={() => onStep(call.index)}
                  >
                    {words.stepShort} →
                  </button>
                )}
              </span>
            </div>
          )
        })}
      </div>
    </div>
  )
}
