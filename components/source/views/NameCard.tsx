'use client'

import styles from '../styles/SourceBody.module.css'
import { CARD_ID } from './useNameCard'
import type { Card } from './useNameCard'

interface Props {
  readonly card: Card
  readonly definition: string
  readonly noDoc: string
}

/** The signature of a name and what its comment says. A finger can't point without pressing, so it gets the link here. */
export function NameCard({ card, definition, noDoc }: Props) {
  return (
    <div
      id={CARD_ID} className={styles.card} style={{ left: `max(0px, min(${card.left}px, calc(100% - 24rem)))`, top: card.top }}
      {...(card.isTouched ? { role: 'dialog', 'aria-label': definition } : { role: 'tooltip' })}
    >
      <code>{card.signature}</code>
      <p lang={card.doc === '' ? undefined : 'en'}>{card.doc === '' ? noDoc : card.doc}</p>
      {card.isTouched && <a href={card.href}>{definition}</a>}
    </div>
  )
}
