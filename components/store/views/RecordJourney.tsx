'use client'

import { useState } from 'react'
import type { Cursor, JourneyStop, RunKey } from '../../../engine/worker/protocol'
import { fill } from '../../i18n/fill'
import { useTexts } from '../../i18n/TextsProvider'
import { hex } from '../../inspect/logic/hex'
import controls from '../../stepper/styles/controls.module.css'
import { grouped } from '../../stepper/logic/format'
import { stepper } from '../../stepper/views/store'
import { shortPath } from '../logic/fieldTree'
import type { FilePlace } from '../logic/place'
import styles from '../styles/store.module.css'
import { useAnswer } from './useAnswer'

interface Props {
  readonly runKey: RunKey
  readonly event: Cursor
  readonly onOpen: (place: FilePlace) => void
}

/** The number of bytes of each layer that are written out; the file view has all of them. */
const SHOWN = 64

/** The message at the cursor in each of the layers that it goes through, with the bytes that are there now. */
export function RecordJourney({ runKey, event, onOpen }: Props) {
  const { store } = useTexts()
  // Where the reader was led to another layer of a message, another one may be on its way already.
  const [kept, setKept] = useState<{ readonly append: Cursor; readonly event: Cursor } | null>(null)
  const append = kept?.event === event ? { append: kept.append } : {}
  const { reply } = useAnswer({ type: 'journey', key: runKey, event, ...append }, 'journey')
  if (reply === null) return null
  const { journey } = reply
  if (journey === null) return <p className={styles.note}>{store.noJourney}</p>
  const { node, topic, keys, queueId, queueOffset, physicalOffset } = journey
  const goTo = (to: Cursor): void => {
    setKept({ append: journey.append, event: to })
    void stepper.getState().goTo(to)
  }
  const title = fill(store.journeyTitle, { topic, queue: `${queueId}:${queueOffset}`, keys, position: grouped(physicalOffset) })
  return (
    <section className={styles.journey} aria-label={store.journey}>
      <p className={styles.note}>{title}</p>
      <ol role="list">
        {journey.stops.map((stop) => (
          <Stop key={`${stop.stage} ${stop.path} ${stop.position}`} stop={stop} event={event} node={node} onOpen={onOpen} onGo={goTo} />
        ))}
      </ol>
    </section>
  )
}

interface StopProps extends Omit<Props, 'runKey'> {
  readonly stop: JourneyStop
  readonly node: string
  readonly onGo: (event: Cursor) => void
}

function Stop({ stop, event, node, onOpen, onGo }: StopProps) {
  const { store } = useTexts()
  const { stage, path, position, bytes } = stop
  const isReached = stop.event !== null && stop.event <= event
  const when = isReached ? store.reached : store.ahead
  const open = (): void => onOpen({ node, path, position, length: bytes.length })
  return (
    <li className={styles.journeyStop} data-stage={stage} data-reached={isReached || undefined}>
      <h4>{store.stages[stage]}</h4>
      <p>
        {stop.event === null ? store.never : fill(when, { event: grouped(stop.event) })}
        {path !== '' && bytes.length > 0 && ` · ${shortPath(path)} @ ${grouped(position)} · ${grouped(bytes.length)} B`}
      </p>
      {bytes.length > 0 && (
        <pre tabIndex={0} aria-label={store.bytes}>
          {hexLines(bytes.subarray(0, SHOWN))}{bytes.length > SHOWN ? ' …' : ''}
        </pre>
      )}
      <p className={styles.stopTools}>
        {stop.event !== null && (
          <button type="button" className={controls.button} onClick={() => onGo(stop.event!)}>
            {store.goThere}
          </button>
        )}
        {path !== '' && bytes.length > 0 && <button type="button" className={controls.button} onClick={open}>{store.openFile}</button>}
      </p>
    </li>
  )
}

function hexLines(bytes: Uint8Array): string {
  return [...bytes].map((byte, index) => `${hex(byte, 2)}${index % 16 === 15 ? '\n' : ' '}`).join('').trimEnd()
}
