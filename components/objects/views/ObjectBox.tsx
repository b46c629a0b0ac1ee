import type { KeyboardEvent } from 'react'
import { fill } from '../../i18n/fill'
import { useMarked } from '../../inspect/views/useMarked'
import controls from '../../stepper/styles/controls.module.css'
import { useTexts } from '../../stepper/views/useTexts'
import styles from '../styles/objects.module.css'
import type { Badge } from '../logic/badges'
import type { PlacedObject } from '../logic/layout'
import { titleOf, type BoxRow } from '../logic/rows'

interface Props {
  readonly box: PlacedObject
  readonly badges: readonly Badge[]
  readonly isOpen: boolean
  /** Was it not there in the picture before? */
  readonly isFresh: boolean
  /** Is it the `this` of the call that is shown? */
  readonly isSelf: boolean
  /** Is it the one that the Tab key reaches? */
  readonly isReached: boolean
  onToggle(key: string, objectId: number): void
  onUnfold(key: string): void
  onGoTo(key: string): void
  onKeyDown(event: KeyboardEvent<HTMLElement>, key: string): void
  onFocus(key: string): void
  onPoint(key: string | null): void
}

/** An object, a table or a list: where it stands, what it is, and what it refers to elsewhere. */
export function ObjectBox(props: Props) {
  const { box: { object, rows, x, y, width, height }, badges, isOpen, isFresh, isSelf } = props
  const { objects: texts } = useTexts()
  const isMarked = useMarked((state) => state.objectId !== null && state.objectId === object.objectId)
  const { key, label, kind, objectId } = object
  const title = titleOf(object)
  return (
    <li
      className={styles.box} style={{ left: x, top: y, width, height }} data-kind={kind}
      data-fresh={isFresh || undefined} data-self={isSelf || undefined} data-same={isMarked || undefined}
      onPointerEnter={() => props.onPoint(key)} onPointerLeave={() => props.onPoint(null)}
    >
      <button
        type="button" className={styles.boxHead} data-object={key} tabIndex={props.isReached ? 0 : -1} aria-expanded={isOpen}
        title={`${label}: ${title}`} onClick={() => props.onToggle(key, objectId)} onKeyDown={(event) => props.onKeyDown(event, key)}
        onFocus={() => props.onFocus(key)}
      >
        <span className={styles.label}>{label}</span>
        <span className={styles.title}>
          <span className={styles.name}>{title}</span>
          {objectId > 0 && <span className={styles.number}>#{objectId}</span>}
        </span>
        {isFresh && <span className={controls.hiddenText}>, {texts.fresh}</span>}
        {isSelf && <span className={controls.hiddenText}>, {texts.self}</span>}
      </button>
      {badges.length > 0 && (
        <p className={styles.badges}>
          {badges.map(({ kind: of, text }) => <span key={text} className={styles.badge} data-kind={of}>{text}</span>)}
        </p>
      )}
      {rows.length > 0 && (
        <ul role="list" className={styles.rows}>
          {rows.map((row, index) => <Row key={`${index} ${row.kind}`} row={row} of={key} title={title} {...props} />)}
        </ul>
      )}
    </li>
  )
}

interface RowProps extends Pick<Props, 'onGoTo' | 'onUnfold'> {
  readonly row: BoxRow
  /** Key of the box. */
  readonly of: string
  readonly title: string
}

function Row({ row, of, title, onGoTo, onUnfold }: RowProps) {
  const { objects: texts } = useTexts()
  switch (row.kind) {
    case 'field':
      return (
        <li className={styles.row} title={`${row.name}: ${row.preview}`}>
          <span className={styles.fieldName}>{row.name}</span>
          <span className={styles.value}>{row.preview}</span>
        </li>
      )
    case 'reference':
      return (
        <li className={styles.row}>
          <button
            type="button" className={styles.reference} title={fill(texts.goTo, { name: row.label, target: row.target })}
            onClick={() => onGoTo(row.to)}
          >
            <span className={styles.fieldName}>{row.label}</span>
            <span className={styles.value}><span aria-hidden="true">⇢ </span>{row.target}</span>
          </button>
        </li>
      )
    case 'left':
      return <li className={styles.row}><span className={styles.value}>{fill(texts.left, { n: row.count })}</span></li>
    case 'hidden':
      return (
        <li className={styles.row}>
          <button
            type="button" className={styles.reference} title={fill(texts.unfold, { name: title })} onClick={() => onUnfold(of)}
          >
            <span className={styles.fieldName}>+ {fill(texts.hidden, { n: row.count })}</span>
          </button>
        </li>
      )
  }
}
