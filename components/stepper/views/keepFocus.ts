import type { MouseEvent } from 'react'

/**
 * For buttons that are pressed again and again: a click with the mouse leaves the focus where it was, so that Space goes on
 * meaning play and not the last button. Who comes with Tab is not affected.
 */
export function keepFocus(event: MouseEvent): void {
  if (event.target instanceof Element && event.target.closest('button') !== null) event.preventDefault()
}
