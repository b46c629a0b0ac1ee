'use client'

import { useRef } from 'react'
import styles from '../styles/SourceBody.module.css'
import { HeldHtml } from './HeldHtml'
import { NameCard } from './NameCard'
import { useLineFocus } from './useLineFocus'
import { useNameCard } from './useNameCard'

interface Props {
  readonly id: string
  readonly label: string
  readonly definition: string
  readonly noDoc: string
}

/** The code of a file and its margin, which work without a script. With one, names say what they are before they are followed. */
export function SourceBody({ id, label, definition, noDoc }: Props) {
  const body = useRef<HTMLDivElement>(null)
  useLineFocus(body)
  const card = useNameCard(body)
  return (
    <div className={styles.frame}>
      <HeldHtml id={id} label={label} className={`${styles.body} code`} html={body} />
      {card === null ? null : <NameCard card={card} definition={definition} noDoc={noDoc} />}
    </div>
  )
}
