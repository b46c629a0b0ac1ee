'use client'

import { useState } from 'react'
import controls from '../../stepper/styles/controls.module.css'
import { useStepper } from '../../stepper/views/store'
import { useTexts } from '../../stepper/views/useTexts'
import styles from '../styles/inspect.module.css'
import type { Followed } from './tree'
import { VariableTree } from './VariableTree'

/** The variables of the call that is shown: the innermost one, unless another has been chosen. */
export function Variables() {
  const { inspect } = useTexts()
  const variables = useStepper((state) => state.moment?.variables)
  const outcome = useStepper((state) => state.moment?.outcome ?? null)
  const frame = useStepper(({ moment }) => moment?.stack[moment.call]?.enterEvent)
  const event = useStepper((state) => state.moment?.event)
  const [followed, follow] = useState<Followed | null>(null)
  const isEmpty = variables?.length === 0 && outcome === null
  return (
    <section className={styles.half} aria-label={inspect.variables}>
      <header className={styles.halfHead}>
        <h3 className={controls.heading}>{inspect.variables}</h3>
      </header>
      {isEmpty && <p className={styles.empty}>{inspect.noVariables}</p>}
      {/* A new key for each call: what was opened in another one has nothing to do with it, but for a value that is followed. */}
      <VariableTree
        key={frame} outcome={outcome} variables={variables ?? []}
        followed={followed?.at === event ? followed : null} follow={follow}
      />
    </section>
  )
}
