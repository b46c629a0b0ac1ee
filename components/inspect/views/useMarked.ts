'use client'

import { create } from 'zustand'

interface Marked {
  /** The number of the object that is marked wherever it appears, or null. */
  readonly objectId: number | null
  mark(objectId: number | null): void
}

/** Variables and the picture of the objects mark the same object. */
export const useMarked = create<Marked>()((set) => ({
  objectId: null,
  mark: (objectId) => set({ objectId }),
}))
