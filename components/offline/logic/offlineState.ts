import { create } from 'zustand'

/** `absent`: this browser keeps nothing, or was not asked to; `asked`: the reader saves data, so they are asked first. */
export type Kept = 'absent' | 'asked' | 'keeping' | 'kept' | 'not-kept'

interface OfflineState {
  readonly kept: Kept
  /** Percent of what is to be kept. */
  readonly percent: number
  /** Puts a new version in the place of this one; null if there is none. */
  readonly renew: (() => void) | null
  readonly keep: (() => void) | null
}

/** How far the site is kept in this browser. */
export const useOffline = create<OfflineState>(() => ({ kept: 'absent', percent: 0, renew: null, keep: null }))
