'use client'

import { useEffect, useState } from 'react'
import type { RefObject } from 'react'
import { describedName } from '../logic/describedName'
import type { Described } from '../logic/describedName'

export const CARD_ID = 'name-card'

/** What is said of a name, and where it stands in the frame around the code, in px. */
export interface Card extends Described {
  readonly left: number
  readonly top: number
  readonly href: string
  /** It was touched: the card itself leads on. */
  readonly isTouched: boolean
}

const NAMES = 'ol[start] code a'
/** A pointer that only passes asks for nothing; in ms. */
const REST = 120

/** Says what the name is that is pointed at, has the focus, or is touched; null when there is none. */
export function useNameCard(body: RefObject<HTMLElement | null>): Card | null {
  const [card, setCard] = useState<Card | null>(null)
  useEffect(() => {
    const element = body.current
    if (element === null) return
    let wanted: HTMLAnchorElement | null = null
    let rest: ReturnType<typeof setTimeout> | undefined
    const close = (): void => {
      clearTimeout(rest)
      wanted?.removeAttribute('aria-describedby')
      wanted = null
      setCard(null)
    }
    const open = async (link: HTMLAnchorElement, isTouched: boolean): Promise<void> => {
      if (wanted !== link) close()
      wanted = link
      const described = await describedName(link.href)
      if (wanted !== link || described === null) return
      const [own, frame] = [link.getBoundingClientRect(), element.parentElement!.getBoundingClientRect()]
      link.setAttribute('aria-describedby', CARD_ID)
      setCard({ ...described, left: own.left - frame.left, top: own.bottom - frame.top, href: link.href, isTouched })
    }
    const nameAt = ({ target }: Event) => (target as Element).closest<HTMLAnchorElement>(NAMES)
    const onPoint = (event: PointerEvent): void => {
      const link = nameAt(event)
      if (event.pointerType === 'touch' || link === wanted) return
      if (link === null) return close()
      clearTimeout(rest)
      rest = setTimeout(() => void open(link, false), REST)
    }
    const onFocus = (event: FocusEvent): void => {
      const link = nameAt(event)
      if (link === null) close()
      else if (link !== wanted && link.matches(':focus-visible')) void open(link, false)
    }
    const onClick = (event: MouseEvent): void => {
      const link = nameAt(event)
      if (link === null) return close()
      if ((event as PointerEvent).pointerType !== 'touch' || link === wanted) return
      event.preventDefault()
      void open(link, true)
    }
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') close()
    }
    element.addEventListener('pointerover', onPoint)
    element.addEventListener('pointerleave', close)
    element.addEventListener('focusin', onFocus)
    element.addEventListener('click', onClick)
    addEventListener('keydown', onKey)
    return () => {
      clearTimeout(rest)
      element.removeEventListener('pointerover', onPoint)
      element.removeEventListener('pointerleave', close)
      element.removeEventListener('focusin', onFocus)
      element.removeEventListener('click', onClick)
      removeEventListener('keydown', onKey)
    }
  }, [body])
  return card
}
