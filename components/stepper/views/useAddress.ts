'use client'

import { useEffect } from 'react'
import { stepper } from './store'
import type { StepperState } from '../logic/StepperState'

/** The least time between two changes of the address, in ms; browsers refuse to be told more often. */
const PAUSE = 400

/** What an entry of the browser's history says of us: how many of our places are behind it. */
interface Entry {
  readonly placesBehind?: number
}

/**
 * Keeps the address at the moment that is shown. A reader that goes on replaces the address; one that leaves for another place
 * finds the old one by going back. The address is left alone until the reader has moved, so that the plain one stays plain.
 * Links that are pasted into it are followed.
 */
export function useAddress(): void {
  useEffect(() => {
    const address = new Address()
    const stop = stepper.subscribe((state, before) => {
      if (state.jumps !== before.jumps) address.leave()
      const isElsewhere = state.moment?.event !== before.moment?.event || state.run !== before.run
      const hasMoved = before.moment !== null && isElsewhere
      if (hasMoved || state.busy !== before.busy || state.playing !== before.playing) address.show(hasMoved)
    })
    const follow = (): void => {
      address.restored()
      void stepper.getState().openLink(location.hash)
    }
    address.restored()
    addEventListener('hashchange', follow)
    return () => {
      address.close()
      stop()
      removeEventListener('hashchange', follow)
    }
  }, [])
}

/** The address bar, told no more often than it likes. */
class Address {
  private hasMoved: boolean
  /** The fragment of the place that the reader is leaving, until there is another to show. */
  private left: Promise<string | null> | null
  private writing: Promise<void>
  private written: number
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    this.hasMoved = false
    this.left = null
    this.writing = Promise.resolve()
    this.written = -Infinity
  }

  /** The next moment gets an entry of its own in the history; the moment that is shown keeps the one that it has. */
  leave(): void {
    this.left ??= fragmentNow()
  }

  /** The browser has gone to an entry of its history. */
  restored(): void {
    stepper.getState().setBehind(placesBehind())
  }

  show(hasMoved: boolean): void {
    this.hasMoved ||= hasMoved
    const { busy, playing } = stepper.getState()
    if (busy || playing || !this.hasMoved) return
    this.writing = this.writing.then(() => this.write())
  }

  close(): void {
    clearTimeout(this.timer)
  }

  private async write(): Promise<void> {
    const fragment = await fragmentNow()
    const old = await this.left
    this.left = null
    clearTimeout(this.timer)
    if (fragment === null) return
    if (old !== null && old !== fragment) return this.push(old, fragment)
    const wait = this.written + PAUSE - performance.now()
    if (wait <= 0) this.replace(fragment)
    else this.timer = setTimeout(() => this.replace(fragment), wait)
  }

  private push(old: string, fragment: string): void {
    this.replace(old)
    const behind = placesBehind() + 1
    history.pushState({ ...history.state, placesBehind: behind }, '', `#${fragment}`)
    stepper.getState().setBehind(behind)
  }

  private replace(fragment: string): void {
    if (`#${fragment}` === location.hash) return
    history.replaceState(history.state, '', `#${fragment}`)
    this.written = performance.now()
  }
}

/** Null when there is none; also when the worker is gone, which the page says elsewhere. */
function fragmentNow(): Promise<string | null> {
  return stepper.getState().link().catch(() => null)
}

function placesBehind(): number {
  return (history.state as Entry | null)?.placesBehind ?? 0
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
