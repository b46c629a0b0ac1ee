'use client'

import { useEffect } from 'react'
import { carryOut } from '../logic/commands'
import { commandOf, isTakenBy } from '../logic/keyboard'
import { stepper } from './store'

/** Listens on the whole page. While a dialog is open, its keys are its own. */
export function useKeyboard(): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const command = commandOf(event)
      if (command === null || event.defaultPrevented || stepper.getState().overlay !== null) return
      const target = event.target instanceof HTMLElement ? event.target : document.body
      // An editor, which may take its letters in whatever way.
      if (target.closest('[data-keys]') !== null) return
      const { tagName, isContentEditable } = target
      const type = target.getAttribute('type') ?? (tagName === 'INPUT' ? 'text' : '')
      if (isTakenBy({ tagName, isContentEditable, type, role: target.getAttribute('role') }, event.key)) return
      event.preventDefault()
      carryOut(command, stepper.getState())
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [])
}
