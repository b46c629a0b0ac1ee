'use client'

import { useMemo } from 'react'
import { fill } from '../../i18n/fill'
import type { StepperTexts } from '../../i18n/en/stepper'
import { callAt, type Branch } from '../../stepper/logic/branches'
import { seconds } from '../../stepper/logic/format'
import controls from '../../stepper/styles/controls.module.css'
import { Icon } from '../../stepper/views/Icon'
import { stepper, useStepper } from '../../stepper/views/store'
import { useTexts } from '../../stepper/views/useTexts'
import { branchLabel } from '../logic/branchLabel'
import { whereRunsPart } from '../logic/whereRunsPart'
import { shortOutcomeOf } from '../logic/outcome'
import styles from '../styles/faults.module.css'

/** The runs that the reader has made, each with what it came to. All of them stay until they are removed. */
export function Branches() {
  const texts = useTexts()
  const branches = useStepper((state) => state.branches)
  const current = useStepper((state) => state.branch)
  if (branches.length < 2) return null
  const branch = branches.find(({ id }) => id === current)
  return (
    <section className={styles.branches} aria-label={texts.faults.branches}>
      <ol className={styles.runs} role="list">
        {branches.map((each, index) => (
          <Run
            key={each.id} branch={each} number={index + 1} isCurrent={each.id === current} texts={texts}
            hit={branch?.forkedAt ?? each.forkedAt}
          />
        ))}
      </ol>
      {branch !== undefined && branch.parent !== null && <Parting branch={branch} branches={branches} texts={texts} />}
    </section>
  )
}

interface RunProps {
  readonly branch: Branch
  readonly number: number
  readonly isCurrent: boolean
  readonly texts: StepperTexts
  /** The event at which the runs part: what became of the call around it is what they are compared by. */
  readonly hit: number | null
}

function Run({ branch, number, isCurrent, texts, hit }: RunProps) {
  const { selectBranch, removeBranch } = stepper.getState()
  const label = branchLabel(branch, texts)
  const call = callAt(branch.model, hit ?? branch.cursor)
  const isDecided = call !== null && (branch.model.isWhole || call.outcome !== 'unfinished')
  return (
    <li className={styles.run} data-current={isCurrent || undefined}>
      <button
        type="button" className={styles.runName} aria-current={isCurrent || undefined} title={texts.faults.select}
        onClick={() => void selectBranch(branch.id)}
      >
        {number} · {label}
        {isDecided && <span className={styles.outcome}> → {shortOutcomeOf(call, texts)}</span>}
      </button>
      {branch.parent !== null && (
        <button
          type="button" className={styles.runRemove} aria-label={`${texts.faults.remove}: ${label}`}
          onClick={() => void removeBranch(branch.id)}
        >
          <Icon name="close" size={12} />
        </button>
      )}
    </li>
  )
}

/** Where a run left the one that it was made of. */
function Parting({ branch, branches, texts }: {
  readonly branch: Branch
  readonly branches: readonly Branch[]
  readonly texts: StepperTexts
}) {
  const parent = branches.findIndex(({ id }) => id === branch.parent)
  const event = useMemo(() => {
    return branch.forkedAt ?? (parent < 0 ? null : whereRunsPart(branches[parent]!.model, branch.model))
  }, [branch, branches, parent])
  if (parent < 0) return null
  if (event === null && !branch.model.isWhole) return null
  if (event === null) return <p className={styles.slice}>{fill(texts.faults.noDifference, { n: parent + 1 })}</p>
  const time = branch.model.marks.find((mark) => mark.event >= event)?.time ?? branch.model.endTime
  return (
    <button type="button" className={controls.plain} onClick={() => void stepper.getState().goTo(event)}>
      {fill(texts.faults.parts, { n: parent + 1, time: seconds(time) })}
    </button>
  )
}
