'use client'

import type { ByteRange, FileField, FileLink } from '../../../engine/worker/protocol'
import { useTexts } from '../../i18n/TextsProvider'
import { grouped } from '../../stepper/logic/format'
import { shortPath } from '../logic/fieldTree'
import styles from '../styles/store.module.css'

interface Props {
  readonly fields: readonly FileField[]
  /** Its fields are listed too. */
  readonly open: FileField | null
  readonly lit: ByteRange | null
  readonly onPoint: (field: FileField | null) => void
  readonly onMove: (position: number) => void
  readonly onFollow: (link: FileLink) => void
}

/** What the bytes in view mean. Pointing at a field lights its bytes. */
export function FieldList({ fields, open, ...handlers }: Props) {
  const { store } = useTexts()
  return (
    <ul className={styles.fields} aria-label={store.fields} onMouseLeave={() => handlers.onPoint(null)}>
      {fields.map((field) => {
        const isOpen = open !== null && field.offset === open.offset
        return (
          <li key={field.offset}>
            <FieldLine field={field} isOpen={isOpen} {...handlers} />
            {isOpen && (field.children?.length ?? 0) > 0 && (
              <ul>
                {field.children!.map((child) => <li key={child.offset}><FieldLine field={child} {...handlers} /></li>)}
              </ul>
            )}
          </li>
        )
      })}
    </ul>
  )
}

type LineProps = Omit<Props, 'fields' | 'open'> & { readonly field: FileField; readonly isOpen?: boolean }

function FieldLine({ field, isOpen, lit, onPoint, onMove, onFollow }: LineProps) {
  const { store } = useTexts()
  const { kind, name, offset, length, value, links } = field
  const isLit = lit !== null && lit.from === offset && lit.to === offset + length
  const label = kind === 'value' ? name : kind === 'slot' ? `${store.kinds.slot} ${name}` : store.kinds[kind]
  return (
    <div className={styles.fieldLine}>
      <button
        type="button" className={styles.field} data-kind={kind} data-lit={isLit || undefined} aria-expanded={isOpen}
        onMouseEnter={() => onPoint(field)} onFocus={() => onPoint(field)} onClick={() => onMove(offset)}
      >
        <span className={styles.fieldOffset}>{offset}</span>
        <span className={styles.fieldName}>{label}</span>
        <span className={styles.fieldValue}>{value}</span>
        <span className={styles.fieldLength}>{grouped(length)} B</span>
      </button>
      {isOpen !== false && links?.map((link) => (
        <button
          key={`${link.path} ${link.position}`} type="button" className={styles.link} onClick={() => onFollow(link)}
          title={`${shortPath(link.path)} @ ${link.position}`}
        >
          → {store.linkTo[link.to]}
        </button>
      ))}
    </div>
  )
}
