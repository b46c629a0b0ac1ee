'use client'

import { useEffect } from 'react'
import type { RefObject } from 'react'
import { heldHtml } from '../logic/heldHtml'

interface Props {
  /** Under which the HTML is held while the page is built. */
  readonly id: string
  readonly label: string
  readonly className: string
  readonly html: RefObject<HTMLDivElement | null>
}

/** HTML that the page has without React: see `logic/heldHtml`. */
export function HeldHtml({ id, label, className, html }: Props) {
  useEffect(() => {
    if (html.current !== null && html.current.childElementCount === 0) void fetchHtml(html.current)
  }, [html])
  return (
    <div
      ref={html} data-held={id} role="group" aria-label={label} className={className}
      suppressHydrationWarning dangerouslySetInnerHTML={{ __html: heldHtml(id) }}
    />
  )
}

/** A reader who comes from another page of the site has the HTML of that one. */
async function fetchHtml(element: HTMLElement): Promise<void> {
  const response = await fetch(location.pathname)
  const page = new DOMParser().parseFromString(await response.text(), 'text/html')
  element.innerHTML = page.querySelector(`[data-held="${element.dataset['held']}"]`)?.innerHTML ?? ''
  document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView()
}
