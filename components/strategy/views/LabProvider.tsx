'use client'

import { createContext, useContext, useEffect, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand'
import type { Measurement } from '../../../engine/worker/Measurement'
import { fill } from '../../i18n/fill'
import type { StrategyTexts } from '../../i18n/en/strategy'
import { recall, remember } from '../../site/logic/choice'
import { stepper } from '../../stepper/views/store'
import { sharedWorker } from '../../stepper/logic/workerClient'
import type { CodeKind } from '../logic/CodeKind'
import { SELECTOR } from '../logic/CodeKind'
import { createLabFor } from '../logic/createLab'
import type { LabState } from '../logic/LabState'
import { spoken as spokenOfCalls } from '../logic/sentences'
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

/** Of whatever kind the page's code is; what is particular to one is known to the views that are made for it. */
export type AnyKind = CodeKind<unknown, unknown, unknown>

interface LabContext extends Page {
  readonly kind: AnyKind
  /** What came of code of that name, in a sentence. */
  readonly spoken: (name: string, measurement: unknown) => string
  /** What stands in a slot that nobody has written in yet. */
  readonly startCode: string
  readonly place: Where
  readonly lab: StoreApi<LabState>
  readonly slots: SlotStore
}

const Context = createContext<LabContext | null>(null)

/** The page's two pieces of code and all that belongs to them. */
export function LabProvider({
  texts, builtIns, exercises, place = 'page', kind = SELECTOR as unknown as AnyKind, startCode = START_CODE, spoken, children,
}: Page & {
  readonly place?: Where
  readonly kind?: AnyKind
  readonly startCode?: string
  readonly spoken?: (name: string, measurement: unknown) => string
  readonly children: ReactNode
}) {
  const [{ lab, slots }] = useState(() => {
    const store = new SlotStore({ recall, remember }, startCode, kind.name === 'selector' ? 'strategy' : kind.name)
    const names = builtIns.map(({ name }) => name)
    const world = { connect: sharedWorker, slots: store, builtIns: names, wait }
    return { slots: store, lab: createLabFor(world, kind) as unknown as StoreApi<LabState> }
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
    () => ({
      texts, builtIns, exercises, place, kind, startCode, lab, slots,
      spoken: spoken ?? ((name: string, measurement: unknown) => {
        return spokenOfCalls(name, measurement as Measurement, texts)
      }),
    }),
    [texts, builtIns, exercises, place, kind, startCode, lab, slots, spoken],
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

/** For a view that is made for one kind of code: what its load and its measurements are. */
export function useLabOf<L, M, T>(selector: (state: LabState<L, M>) => T): T {
  return useStore(useLabPage().lab as unknown as StoreApi<LabState<L, M>>, selector)
}

/** What the reader calls a piece of code. */
export function subjectName(subject: Subject, texts: StrategyTexts): string {
  const name = builtInName(subject)
  if (name !== null) return (texts.built as Readonly<Record<string, string>>)[name] ?? name
  return subject === 'link' ? texts.fromLink : slotName(subject as Slot, texts)
}

export function slotName(slot: Slot, texts: StrategyTexts): string {
  return fill(texts.mine, { n: slot.slice('mine:'.length) })
}
