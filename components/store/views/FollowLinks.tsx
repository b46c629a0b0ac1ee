'use client'

import { Fragment } from 'react'
import type { Cursor, FileField, FileLink, RunKey } from '../../../engine/worker/protocol'
import { fill } from '../../i18n/fill'
import { useTexts } from '../../i18n/TextsProvider'
import { grouped } from '../../stepper/logic/format'
import { shortPath } from '../logic/fieldTree'
import type { FilePlace } from '../logic/place'
import styles from '../styles/store.module.css'
import { useAnswer } from './useAnswer'

interface Props {
  readonly runKey: RunKey
  readonly event: Cursor
  readonly place: FilePlace
  /** The record or entry that one is at. */
  readonly group: FileField | null
  readonly onFollow: (link: FileLink) => void
}

/** The record that one is at with all that leads to it: commit log ↔ consume queue, commit log ↔ index. */
export function FollowLinks({ runKey, event, place, group, onFollow }: Props) {
  const { store } = useTexts()
  const here = group === null ? null : { path: place.path, position: group.offset, length: group.length }
  const log = group?.kind === 'record' ? { to: 'log' as const, ...here! } : group?.links?.find(({ to }) => to === 'log')
  const { reply } = useAnswer(log === undefined ? null : {
    type: 'file-fields', key: runKey, event, node: place.node, path: log.path, from: log.position, length: 1,
  }, 'file-fields')
  if (here === null || log === undefined) return null
  const record = reply?.fields.find(({ offset }) => offset === log.position)
  const stops: FileLink[] = [{ ...log, length: record?.length ?? log.length }, ...(record?.links ?? [])]
  return (
    <nav className={styles.walk} aria-label={store.walk}>
      {stops.map((link, index) => {
        const isHere = link.path === here.path && link.position === here.position
        return (
          <Fragment key={`${link.path} ${link.position}`}>
            {index > 0 && <span className={styles.arrow} aria-hidden="true">⇄</span>}
            <button
              type="button" className={styles.stop} data-to={link.to} aria-current={isHere ? 'location' : undefined}
              onClick={() => onFollow(link)}
            >
              <b>{store.linkTo[link.to]}</b>
              <span>{shortPath(link.path)}</span>
              <span>{fill(store.at, { position: grouped(link.position), length: grouped(link.length) })}</span>
            </button>
          </Fragment>
        )
      })}
    </nav>
  )
}
