'use client'

import { useCallback, useEffect, useState } from 'react'
import type { FocusEvent, PointerEvent, RefObject } from 'react'
import { expressionAt } from '../logic/expressionAt'

/** A pointer that passes on its way is not meant, in ms. */
const REST = 250

/** An expression that the reader points at, or whose name has the focus. */
export interface PointedAt {
  readonly path: readonly string[]
  readonly line: number
  /** Where its text is, in the scroller. */
  readonly left: number
  readonly top: number
}

interface Handlers {
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void
  readonly onPointerLeave: () => void
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void
}

type Scroller = Readonly<RefObject<HTMLElement | null>>

/** Which expression of the source is pointed at; Escape puts it away, and so does another `place`. */
export function useExpression(scroller: Scroller, place: string): { readonly pointedAt: PointedAt | null } & Handlers {
  const [pointed, setPointed] = useState<{ readonly at: PointedAt; readonly place: string } | null>(null)
  const [resting, setResting] = useState<{ readonly x: number; readonly y: number } | null>(null)

  const show = useCallback((code: Element | null, column: number) => {
    const element = scroller.current
    const at = code === null || element === null ? null : pointAt(element, code, column)
    setPointed((before) => {
      if (at === null) return null
      return before?.place === place && isSame(before.at, at) ? before : { at, place }
    })
  }, [scroller, place])

  useEffect(() => {
    if (resting === null) return
    const timer = setTimeout(() => {
      setResting(null)
      const caret = caretAt(resting.x, resting.y)
      show(caret?.code ?? null, caret?.column ?? 0)
    }, REST)
    return () => clearTimeout(timer)
  }, [resting, show])

  useEffect(() => {
    if (pointed === null) return
    const putAway = (event: KeyboardEvent): void => void (event.key === 'Escape' && setPointed(null))
    addEventListener('keydown', putAway)
    return () => removeEventListener('keydown', putAway)
  }, [pointed])

  const onPointerMove = useCallback(({ pointerType, clientX: x, clientY: y }: PointerEvent) => {
    if (pointerType !== 'touch') setResting({ x, y })
  }, [])
  const onPointerLeave = useCallback(() => {
    setResting(null)
    setPointed(null)
  }, [])
  const onFocus = useCallback(({ target }: FocusEvent) => {
    const code = target.matches('[data-d]') ? target.closest('code') : null
    // The pointer rests where it was before.
    setResting(null)
    show(code, code === null ? 0 : columnOf(code, target.firstChild, 0))
  }, [show])

  return { pointedAt: pointed?.place === place ? pointed.at : null, onPointerMove, onPointerLeave, onFocus }
}

function isSame(before: PointedAt, at: PointedAt): boolean {
  return before.line === at.line && before.left === at.left && before.path.join('.') === at.path.join('.')
}

function pointAt(scroller: HTMLElement, code: Element, column: number): PointedAt | null {
  const found = expressionAt(code.textContent, column)
  if (found === null) return null
  const range = rangeOf(code, found.from, found.to)
  const { left, bottom } = range.getBoundingClientRect()
  const origin = scroller.getBoundingClientRect()
  return {
    path: found.path,
    line: Number(code.closest('li')?.dataset['line']),
    left: left - origin.left + scroller.scrollLeft,
    top: bottom - origin.top + scroller.scrollTop,
  }
}

/** The line of code at a point of the window, and the column; null beside its text and in comments and strings. */
function caretAt(x: number, y: number): { readonly code: Element; readonly column: number } | null {
  const under = document.elementFromPoint(x, y)
  const code = under?.closest('code') ?? null
  if (code === null || under!.closest('.c, .s') !== null) return null
  const { node, offset } = caretPosition(x, y)
  if (node === null || !code.contains(node)) return null
  // A caret stands between two characters, and may be behind the one that is pointed at.
  const range = document.createRange()
  range.setStart(node, Math.max(0, offset - 1))
  range.setEnd(node, offset)
  const { left, right } = range.getBoundingClientRect()
  return { code, column: columnOf(code, node, offset) - (left <= x && x < right ? 1 : 0) }
}

function caretPosition(x: number, y: number): { readonly node: Node | null; readonly offset: number } {
  if ('caretPositionFromPoint' in document) {
    const at = document.caretPositionFromPoint(x, y)
    return { node: at?.offsetNode ?? null, offset: at?.offset ?? 0 }
  }
  // Safari has only this.
  const at = (document as Document).caretRangeFromPoint(x, y)
  return { node: at?.startContainer ?? null, offset: at?.startOffset ?? 0 }
}

/** How much of the line's text stands before a place in it. */
function columnOf(code: Element, node: Node | null, offset: number): number {
  const range = document.createRange()
  range.setStart(code, 0)
  if (node !== null) range.setEnd(node, offset)
  return range.toString().length
}

function rangeOf(code: Element, from: number, to: number): Range {
  const range = document.createRange()
  const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT)
  let before = 0
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const length = node.textContent!.length
    if (before <= from && from < before + length) range.setStart(node, from - before)
    if (before < to && to <= before + length) range.setEnd(node, to - before)
    before += length
  }
  return range
}
