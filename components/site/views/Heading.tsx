'use client'

import type { ReactNode } from 'react'
import { useTexts } from '../../i18n/TextsProvider'
import styles from '../styles/Heading.module.css'

interface Props {
  /** The fragment of its address. Without one there is nothing to lead to. */
  readonly id?: string
  readonly children?: ReactNode
}

/** A heading that can be linked to: the sign is seen when the pointer or the focus is there. */
export function Heading2({ id, children }: Props) {
  return <h2 id={id} className={styles.heading}>{children}<LinkToHere id={id} /></h2>
}

export function Heading3({ id, children }: Props) {
  return <h3 id={id} className={styles.heading}>{children}<LinkToHere id={id} /></h3>
}

/** The sign itself. */
export function LinkToHere({ id }: { readonly id: string | undefined }) {
  const { frame } = useTexts()
  if (id === undefined || id === '') return null
  return <a className={styles.link} href={`#${id}`} aria-label={frame.linkToHere} title={frame.linkToHere}>#</a>
}
