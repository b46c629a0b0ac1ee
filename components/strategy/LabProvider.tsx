'use client'

import { createContext, useContext, useEffect, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand'
import { fill } from '../i18n/fill'
import type { StrategyTexts } from '../i18n/strategy.en'
import { recall, remember } from '../site/choice'
import { sharedWorker } from '../stepper/workerClient'
import { createLab } from './createLab'
import type { LabState } from './LabState'
import { SlotStore } from './SlotStore'
import { START } from './start'
import { builtInName } from './subjects'
import type { Slot, Subject } from './subjects'
import type { BuiltIn, Exercise } from './types'

interface Page {
  readonly texts: StrategyTexts
  readonly builtIns: readonly BuiltIn[]
  readonly exercises: readonly Exercise[]
}

interface LabContext extends Page {
  readonly lab: StoreApi<LabState>
  readonly slots: SlotStore
}

const Context = createContext<LabContext | null>(null)

/** The page's two strategies and all that belongs to them. */
export function LabProvider({ texts, builtIns, exercises, children }: Page & { readonly children: ReactNode }) {
  const [{ lab, slots }] = useState(() => {
    const store = new SlotStore({ recall, remember }, START)
    const names = builtIns.map(({ name }) => name)
    return { slots: store, lab: createLab({ connect: sharedWorker, slots: store, builtIns: names, wait }) }
  })
  useEffect(() => {
    const follow = (): void => lab.getState().start(location.hash)
    follow()
    addEventListener('hashchange', follow)
    return () => {
      removeEventListener('hashchange', follow)
      lab.getState().stop()
    }
  }, [lab])
  const value = useMemo(() => ({ texts, builtIns, exercises, lab, slots }), [texts, builtIns, exercises, lab, slots])
  return <Context value={value}>{children}</Context>
}

function wait(action: () => void, millis: number): () => void {
  const timer = setTimeout(action, millis)
  return () => clearTimeout(timer)
}

export function useLabPage(): LabContext {
  const value = useContext(Context)
  if (value === null) throw new Error('there is no LabProvider around this component')
  return value
}

export function useLab<T>(selector: (state: LabState) => T): T {
  return useStore(useLabPage().lab, selector)
}

/** What the reader calls a strategy. */
export function subjectName(subject: Subject, texts: StrategyTexts): string {
  const name = builtInName(subject)
  if (name !== null) return texts.built[name]
  return subject === 'link' ? texts.fromLink : slotName(subject as Slot, texts)
}

export function slotName(slot: Slot, texts: StrategyTexts): string {
  return fill(texts.mine, { n: slot.slice('mine:'.length) })
}
