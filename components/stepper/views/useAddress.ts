'use client'

import { useEffect } from 'react'
import { stepper } from './store'
import type { StepperState } from '../logic/StepperState'

/** So long the cursor has to rest before the address follows, in ms; browsers refuse to be told more often. */
const PAUSE = 500

/**
 * Keeps the address in step with the cursor, and follows a link that is pasted into it. It is left alone until the reader
 * has moved, so that the plain address stays plain.
 */
export function useAddress(): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = stepper.subscribe((state, before) => {
      const hasMoved = state.moment !== before.moment && before.moment !== null && !state.busy
      if (!hasMoved && state.playing === before.playing) return
      clearTimeout(timer)
      if (!state.playing) timer = setTimeout(() => void writeAddress(), PAUSE)
    })
    const follow = (): void => void stepper.getState().openLink(location.hash)
    addEventListener('hashchange', follow)
    return () => {
      clearTimeout(timer)
      stop()
      removeEventListener('hashchange', follow)
    }
  }, [])
}

async function writeAddress(): Promise<void> {
  try {
    const link = await stepper.getState().link()
    if (link !== null && !stepper.getState().busy) history.replaceState(history.state, '', `#${link}`)
  } catch {
    // The worker is gone; the page says so elsewhere, and the address stays as it was.
  }
}

/** Copies the address of this moment. */
export async function copyLink(): Promise<void> {
  const state = stepper.getState()
  const link = await state.link()
  if (link === null) return saveCode(state)
  const url = `${location.origin}${location.pathname}${location.search}#${link}`
  try {
    await navigator.clipboard.writeText(url)
    state.notify({ kind: 'copied' })
  } catch {
    state.notify({ kind: 'not-copied', url })
  }
}

/** What is too long for a link goes into a file. */
async function saveCode({ run, notify }: StepperState): Promise<void> {
  const code = run?.key.code
  if (typeof code !== 'string') return
  const { downloadCode } = await import('../../strategy/logic/files')
  downloadCode(code)
  notify({ kind: 'link-too-long' })
}
