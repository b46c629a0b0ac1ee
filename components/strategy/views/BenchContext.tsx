'use client'

import { createContext, useCallback, useContext, useState } from 'react'
import type { ReactNode } from 'react'
import type { AllocationResult } from '../../../engine/worker/bench/AllocationResult'
import type { ListenerResult } from '../../../engine/worker/bench/ListenerResult'
import type { BenchTexts } from '../../i18n/en/bench'
import type { StrategyTexts } from '../../i18n/en/strategy'
import type { BuiltIn } from '../logic/BuiltIn'
import { ALLOCATION, LISTENER } from '../logic/benchKinds'
import { spokenAllocation, spokenListener } from '../logic/benchSentences'
import type { Exercise } from '../logic/Exercise'
import { LISTENER_BUILT_INS } from '../logic/listeners'
import { START_ALLOCATION, START_LISTENER } from '../logic/start'
import type { AnyKind } from './LabProvider'
import { LabProvider } from './LabProvider'

interface Props {
  readonly kind: 'allocation' | 'listener'
  readonly bench: BenchTexts
  readonly texts: StrategyTexts
  /** The engine's own; listeners have none there. */
  readonly builtIns: readonly BuiltIn[]
  readonly exercises: readonly Exercise[]
  readonly children: ReactNode
}

const Context = createContext<BenchTexts | null>(null)

/** The page for one of the two other kinds of code. */
export function BenchProvider({ kind, bench, texts, builtIns, exercises, children }: Props) {
  const [parts] = useState(() => (kind === 'allocation'
    ? { kind: ALLOCATION as unknown as AnyKind, start: START_ALLOCATION, builtIns }
    : { kind: LISTENER as unknown as AnyKind, start: START_LISTENER, builtIns: LISTENER_BUILT_INS }))
  const spoken = useCallback((name: string, measurement: unknown): string => (kind === 'allocation'
    ? spokenAllocation(name, measurement as AllocationResult, bench)
    : spokenListener(name, measurement as ListenerResult, bench)), [kind, bench])
  return (
    <Context value={bench}>
      <LabProvider
        texts={texts} builtIns={parts.builtIns} exercises={exercises} kind={parts.kind} startCode={parts.start}
        spoken={spoken}
      >
        {children}
      </LabProvider>
    </Context>
  )
}

/** The words that only these pages have. */
export function useBenchTexts(): BenchTexts {
  const value = useContext(Context)
  if (value === null) throw new Error('there is no BenchProvider around this component')
  return value
}
