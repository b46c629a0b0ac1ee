'use client'

import { useMemo } from 'react'
import { fill } from '../../i18n/fill'
import type { StepperTexts } from '../../i18n/en/stepper'
import { describeMark } from '../../sequence/logic/describe'
import type { Branch } from '../../stepper/logic/branches'
import controls from '../../stepper/styles/controls.module.css'
import { Icon } from '../../stepper/views/Icon'
import { stepper, useStepper } from '../../stepper/views/store'
import { useTexts } from '../../stepper/views/useTexts'
import { branchLabel } from '../logic/branchLabel'
import { consequencesOf, type Consequence } from '../logic/consequences'
import styles from '../styles/faults.module.css'

/** The runs that the reader has made. All of them stay until they are removed. */
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
          <Run key={each.id} branch={each} number={index + 1} isCurrent={each.id === current} texts={texts} />
        ))}
      </ol>
      {branch !== undefined && branch.forkedAt !== null && <Consequences branch={branch} forkedAt={branch.forkedAt} />}
    </section>
  )
}

interface RunProps {
  readonly branch: Branch
  readonly number: number
  readonly isCurrent: boolean
  readonly texts: StepperTexts
}

function Run({ branch, number, isCurrent, texts }: RunProps) {
  const { selectBranch, removeBranch } = stepper.getState()
  const label = branchLabel(branch, texts)
  return (
    <li className={styles.run} data-current={isCurrent || undefined}>
      <button
        type="button" className={styles.runName} aria-current={isCurrent || undefined} title={texts.faults.select}
        onClick={() => void selectBranch(branch.id)}
      >
        {number} · {label}
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

/** What the fault led to, each a way to that moment: the exception, the retry on another broker, the eviction. */
function Consequences({ branch, forkedAt }: { readonly branch: Branch; readonly forkedAt: number }) {
  const texts = useTexts()
  const cursor = useStepper((state) => state.cursor)
  const list = useMemo(() => consequencesOf(branch.model, forkedAt), [branch, forkedAt])
  return (
    <div className={styles.consequences}>
      <h3 className={controls.heading}>{texts.faults.follows}</h3>
      {list.length === 0 && <p className={styles.slice}>{texts.faults.nothingFollows}</p>}
      <ol className={styles.runs} role="list">
        {list.map((each, index) => (
          <li key={index} className={styles.run} data-ahead={each.event > cursor || undefined}>
            <button type="button" className={styles.runName} onClick={() => void stepper.getState().goTo(each.event)}>
              {textOf(each, texts)}
            </button>
          </li>
        ))}
      </ol>
    </div>
  )
}

function textOf(consequence: Consequence, texts: StepperTexts): string {
  switch (consequence.type) {
    case 'mark':
      return describeMark(consequence.mark, texts)
    case 'exception':
      return `${texts.faults.kinds.exception}: ${consequence.className}`
    case 'retry':
      return fill(texts.faults.kinds.retry, { node: consequence.node })
  }
}
