'use client'

import type { ReactNode } from 'react'
import { useTexts } from '../../i18n/TextsProvider'
import styles from '../styles/Heading.module.css'

interface Props {
  /** The fragment of its address. Without one there is nothing to lead to. */
  readonly id?: string
  readonly children?: ReactNode
}

/**
 * A heading that can be linked to: the sign is seen when the pointer or the focus is there. It stands beside the heading, whose name is
 * not longer for it.
 */
export function Heading2({ id, children }: Props) {
  return <div className={styles.heading}><h2 id={id}>{children}</h2><LinkToHere id={id} /></div>
}

export function Heading3({ id, children }: Props) {
  return <div className={styles.heading}><h3 id={id}>{children}</h3><LinkToHere id={id} /></div>
}

/** The sign itself. */
export function LinkToHere({ id }: { readonly id: string | undefined }) {
  const { frame } = useTexts()
  if (id === undefined || id === '') return null
  return <a className={styles.link} href={`#${id}`} aria-label={frame.linkToHere} title={frame.linkToHere}>#</a>
}
