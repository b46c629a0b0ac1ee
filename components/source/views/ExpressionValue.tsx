'use client'

import { useMemo } from 'react'
import type { ValueTree, Variable, VariablesOf } from '../../../engine/worker/protocol'
import { useCallShown } from '../../inspect/views/useContents'
import type { StepperActions } from '../../stepper/logic/StepperState'
import { stepper, useStepper } from '../../stepper/views/store'
import { useLook } from '../../stepper/views/useLook'
import type { Dictionary } from '../../i18n/en'
import { valueIn, type Known } from '../logic/valueIn'
import styles from '../styles/SourcePane.module.css'
import type { PointedAt } from './useExpression'

interface Props {
  readonly at: PointedAt
  readonly texts: Dictionary['source']
}

const NONE: readonly Variable[] = []

/** The value that an expression has in the call that is shown, below it; nothing where it has none. */
export function ExpressionValue({ at, texts }: Props) {
  const variables = useStepper(({ moment }) => moment?.variables ?? NONE)
  const value = useValue(useMemo(() => valueIn(variables, at.path), [variables, at.path]), at.path)
  if (value === null) return null
  return (
    <p role="status" aria-label={texts.valueOf} className={styles.expression} style={{ left: `min(${at.left}px, calc(100% - 16.5rem))`, top: at.top }}>
      <code>{at.path.join('.')} = {value === 'looking' ? <i>{texts.looking}</i> : value.preview}</code>
    </p>
  )
}

interface Question {
  readonly of: VariablesOf
  readonly ask: Extract<Known, { ask: unknown }>['ask']
}

/** What the moment does not have is looked for in the run. */
function useValue(known: Known | null, path: readonly string[]): ValueTree | 'looking' | null {
  const of = useCallShown()
  const question = useMemo((): Question | null => {
    return known !== null && 'ask' in known && of !== null ? { of, ask: known.ask } : null
  }, [known, of])
  const { found, isOld } = useLook(question, look)
  if (known === null) return null
  if ('value' in known) return known.value
  if (isOld) return 'looking'
  return found?.answer?.[0]?.entries.find(({ name }) => name === path.at(-1))?.value ?? null
}

function look({ of, ask }: Question): ReturnType<StepperActions['inspect']> {
  return stepper.getState().inspect(of, 'source', [ask])
}
