'use client'

import { createContext, useContext, useEffect, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand'
import type { OwnTexts } from '../../i18n/en/own'
import { createOwn } from '../logic/createOwn'
import { startOwnWorker } from '../logic/ownClient'
import type { Doing, OwnPageState } from '../logic/OwnPageState'
import { saveFile } from '../logic/saveFile'

interface OwnContext {
  readonly texts: OwnTexts
  readonly own: StoreApi<OwnPageState>
}

const Context = createContext<OwnContext | null>(null)

/** The reader's own cluster, for as long as the page is there. */
export function OwnProvider({ texts, children }: { readonly texts: OwnTexts; readonly children: ReactNode }) {
  const [own] = useState(() => createOwn({ connect: startOwnWorker, save: saveFile, reload: () => location.reload() }))
  useEffect(() => {
    const { start, stop } = own.getState()
    start()
    // A page that the browser keeps for the way back would keep the disk as well.
    const comeBack = (event: PageTransitionEvent): void => {
      if (event.persisted) start()
    }
    addEventListener('pagehide', stop)
    addEventListener('pageshow', comeBack)
    return () => {
      removeEventListener('pagehide', stop)
      removeEventListener('pageshow', comeBack)
      stop()
    }
  }, [own])
  const value = useMemo(() => ({ texts, own }), [texts, own])
  return <Context value={value}>{children}</Context>
}

export function useOwnPage(): OwnContext {
  const value = useContext(Context)
  if (value === null) throw new Error('there is no OwnProvider around this component')
  return value
}

/** Is the page waiting for one of these? */
export function useIsDoing(...any: readonly Doing[]): boolean {
  return useOwn(({ doing }) => any.some((each) => doing.has(each)))
}

export function useOwn<T>(selector: (state: OwnPageState) => T): T {
  return useStore(useOwnPage().own, selector)
}
