'use client'

import type { ReactNode } from 'react'
import type { Side, SideName } from '../logic/LabState'
import styles from '../styles/strategy.module.css'
import { subjectName, useLabPage } from './LabProvider'

const SIDES: readonly SideName[] = ['before', 'after']

interface Props<R> {
  readonly sides: Readonly<Record<SideName, Side<R>>>
  /** Below each other where there is little room, and each under its name. */
  readonly isWide?: boolean
  readonly children: (measurement: R, label: string) => ReactNode
}

/** The same picture of both, or an empty place. */
export function SidesPair<R>({ sides, isWide = false, children }: Props<R>) {
  const { texts } = useLabPage()
  return (
    <div className={isWide ? `${styles.pair} ${styles.wide}` : styles.pair}>
      {SIDES.map((name) => {
        const { measurement, subject, isRunning, error } = sides[name]
        const label = `${texts.results[name]}, ${subjectName(subject, texts)}`
        return (
          <div key={name} data-old={isRunning || error !== null || undefined}>
            {isWide && <p className={styles.small} aria-hidden="true">{label}</p>}
            {measurement !== null && children(measurement, label)}
          </div>
        )
      })}
    </div>
  )
}
