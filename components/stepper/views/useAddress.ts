'use client'

import { useEffect, type RefObject } from 'react'
import { stepper } from './store'
import { Address, type AddressBar, type ReadersPlace } from '../logic/Address'
import { later } from '../logic/createStepper'
import type { StepperState } from '../logic/StepperState'

/** What an entry of the browser's history says of us: how many of our places are behind it. */
interface Entry {
  readonly placesBehind?: number
}

/**
 * Keeps the address at the moment that is shown. A reader that goes on replaces the address; one that leaves for another place
 * finds the old one by going back. The address is left alone until the reader has moved, so that the plain one stays plain.
 * Links that are pasted into it are followed.
 * @param isOpen the run that the address asks for is there, and what moves now is the reader
 * @param onPlace is told of each place that the address names, as its fragment; always the same function
 */
export function useAddress(isOpen: Readonly<RefObject<boolean>>, onPlace: (fragment: string) => void = NOBODY): void {
  useEffect(() => {
    const { pathname } = location
    const address = new Address(barOf(pathname, onPlace), PLACE, later, () => performance.now())
    const stop = stepper.subscribe((state, before) => {
      if (state.jumps !== before.jumps) address.leave()
      const hasMoved = isOpen.current && isElsewhere(state, before)
      if (hasMoved || state.busy !== before.busy || state.playing !== before.playing) address.show(hasMoved)
    })
    let restored: string | null = null
    // The change of the fragment is told of later than the way through the history; in between the address may be written to.
    const gone = (event: PopStateEvent): void => {
      if (location.pathname !== pathname) return
      // It is no way to another page. Next would write the address of this entry once more, when the reader may have moved on.
      event.stopImmediatePropagation()
      restored = location.hash
      address.restored()
    }
    const follow = (): void => {
      // A step of the lesson is no other run: the lesson itself goes there.
      if (location.pathname !== pathname || location.hash.startsWith('#step-')) return
      void stepper.getState().openLink(restored ?? location.hash)
      onPlace(restored ?? location.hash)
      restored = null
    }
    address.restored()
    addEventListener('popstate', gone, { capture: true })
    addEventListener('hashchange', follow)
    return () => {
      address.close()
      stop()
      removeEventListener('popstate', gone, { capture: true })
      removeEventListener('hashchange', follow)
    }
  }, [isOpen, onPlace])
}

function NOBODY(): void {}

/** Another view of the same event, such as when more of the run is known, is the same place. */
function isElsewhere({ moment, branch }: StepperState, before: StepperState): boolean {
  return branch !== before.branch || moment?.event !== before.moment?.event
}

/**
 * The address bar, written to only while it shows our own page: Next changes the address before it takes a page away. `onPlace` hears
 * what is written.
 */
function barOf(pathname: string, onPlace: (fragment: string) => void): AddressBar {
  const write = (fragment: string, intoBar: () => void): void => {
    if (location.pathname !== pathname) return
    intoBar()
    onPlace(fragment)
  }
  return {
    fragment: () => location.hash,
    placesBehind: () => (history.state as Entry | null)?.placesBehind ?? 0,
    replace: (fragment) => write(fragment, () => history.replaceState(history.state, '', `#${fragment}`)),
    push: (fragment, placesBehind) => {
      write(fragment, () => history.pushState({ ...history.state, placesBehind }, '', `#${fragment}`))
    },
  }
}

const PLACE: ReadersPlace = {
  // The worker may be gone, which the page says elsewhere.
  fragment: () => stepper.getState().link().catch(() => null),
  isSettled: () => {
    const { busy, playing } = stepper.getState()
    return !busy && !playing
  },
  setBehind: (places) => stepper.getState().setBehind(places),
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
