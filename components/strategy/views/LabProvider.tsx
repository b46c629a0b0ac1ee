'use client'

import { createContext, useContext, useEffect, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand'
import { fill } from '../../i18n/fill'
import type { StrategyTexts } from '../../i18n/en/strategy'
import { recall, remember } from '../../site/logic/choice'
import { stepper } from '../../stepper/views/store'
import { sharedWorker } from '../../stepper/logic/workerClient'
import { createLab } from '../logic/createLab'
import type { LabState } from '../logic/LabState'
import { SlotStore } from '../logic/SlotStore'
import { START_CODE } from '../logic/start'
import { builtInName, SLOTS } from '../logic/subjects'
import type { Slot, Subject } from '../logic/subjects'
import type { BuiltIn } from '../logic/BuiltIn'
import type { Exercise } from '../logic/Exercise'

/** On a page of its own, whose address it reads and writes, or beside a lesson. */
type Where = 'page' | 'lesson'

interface Page {
  readonly texts: StrategyTexts
  readonly builtIns: readonly BuiltIn[]
  readonly exercises: readonly Exercise[]
}

interface LabContext extends Page {
  readonly place: Where
  readonly lab: StoreApi<LabState>
  readonly slots: SlotStore
}

const Context = createContext<LabContext | null>(null)

/** The page's two strategies and all that belongs to them. */
export function LabProvider({ texts, builtIns, exercises, place = 'page', children }: Page & {
  readonly place?: Where
  readonly children: ReactNode
}) {
  const [{ lab, slots }] = useState(() => {
    const store = new SlotStore({ recall, remember }, START_CODE)
    const names = builtIns.map(({ name }) => name)
    return { slots: store, lab: createLab({ connect: sharedWorker, slots: store, builtIns: names, wait }) }
  })
  useEffect(() => {
    if (place === 'lesson') return startBesideLesson(lab)
    const follow = (): void => lab.getState().start(location.hash)
    follow()
    addEventListener('hashchange', follow)
    return () => {
      removeEventListener('hashchange', follow)
      lab.getState().stop()
    }
  }, [lab, place])
  const value = useMemo(
    () => ({ texts, builtIns, exercises, place, lab, slots }),
    [texts, builtIns, exercises, place, lab, slots],
  )
  return <Context value={value}>{children}</Context>
}

/** Shows the code that the lesson's run has, or that a link to it brought; otherwise the reader's own. */
function startBesideLesson(lab: StoreApi<LabState>): () => void {
  const { start, show, bring, stop } = lab.getState()
  start('')
  const showRun = (offered: string | null): void => {
    const code = offered ?? stepper.getState().run?.key.code ?? null
    const slot = SLOTS.find((each) => lab.getState().codes[each] === code)
    if (code === null || (offered === null && slot !== undefined)) show(slot ?? SLOTS[0]!)
    else bring(code, offered === null)
  }
  showRun(stepper.getState().offered?.key.code ?? null)
  const unsubscribe = stepper.subscribe(({ offered }, before) => {
    if (offered !== null && offered !== before.offered) showRun(offered.key.code ?? null)
  })
  return () => {
    unsubscribe()
    stop()
  }
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
