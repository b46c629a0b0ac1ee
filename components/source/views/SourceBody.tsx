'use client'

import { useEffect, useRef } from 'react'
import { heldHtml } from '../logic/heldHtml'
import styles from '../styles/SourceBody.module.css'
import { NameCard } from './NameCard'
import { useLineFocus } from './useLineFocus'
import { useNameCard } from './useNameCard'

interface Props {
  /** Under which the HTML is held while the page is built; see `logic/heldHtml`. */
  readonly id: string
  readonly label: string
  readonly definition: string
  readonly noDoc: string
}

/** The code of a file and its margin, which work without a script. With one, names say what they are before they are followed. */
export function SourceBody({ id, label, definition, noDoc }: Props) {
  const body = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (body.current !== null && body.current.childElementCount === 0) void fetchBody(body.current)
  }, [])
  useLineFocus(body)
  const card = useNameCard(body)
  return (
    <div className={styles.frame}>
      <div
        ref={body} data-source-body={id} role="group" aria-label={label} className={`${styles.body} code`}
        suppressHydrationWarning dangerouslySetInnerHTML={{ __html: heldHtml(id) }}
      />
      {card === null ? null : <NameCard card={card} definition={definition} noDoc={noDoc} />}
    </div>
  )
}

/** Whoever comes from another page of the site has no HTML of this one. */
async function fetchBody(body: HTMLElement): Promise<void> {
  const response = await fetch(location.pathname)
  const page = new DOMParser().parseFromString(await response.text(), 'text/html')
  body.innerHTML = page.querySelector('[data-source-body]')?.innerHTML ?? ''
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  target?.scrollIntoView()
}
