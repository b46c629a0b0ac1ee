'use client'

import { useMemo } from 'react'
import { fill } from '../../i18n/fill'
import type { StepperTexts } from '../../i18n/en/stepper'
import { describeMark } from '../../sequence/logic/describe'
import type { Branch } from '../../stepper/logic/branches'
import { seconds } from '../../stepper/logic/format'
import controls from '../../stepper/styles/controls.module.css'
import { stepper, useStepper } from '../../stepper/views/store'
import { useTexts } from '../../stepper/views/useTexts'
import { consequencesOf, type Consequence } from '../logic/consequences'
import { outcomeOf } from '../logic/outcome'
import styles from '../styles/faults.module.css'

/** What came of a fault, from top to bottom, down to what the caller got; each line leads to its moment. */
export function Story() {
  const texts = useTexts()
  const branches = useStepper((state) => state.branches)
  const current = useStepper((state) => state.branch)
  const branch = branches.find(({ id }) => id === current)
  return (
    <section className={styles.story} aria-label={texts.faults.follows} tabIndex={0}>
      <h3 className={controls.heading}>{texts.faults.follows}</h3>
      {branch === undefined || branch.forkedAt === null
        ? <p className={styles.slice}>{texts.faults.nothingBroken}</p>
        : <Lines branch={branch} forkedAt={branch.forkedAt} />}
    </section>
  )
}

/** The story of the call that was hit ends with what its caller got; what happens later is told apart. */
function Lines({ branch, forkedAt }: { readonly branch: Branch; readonly forkedAt: number }) {
  const { faults } = useTexts()
  const story = useMemo(() => consequencesOf(branch.model, forkedAt), [branch, forkedAt])
  const end = story.findIndex(({ type }) => type === 'outcome')
  const later = end < 0 ? [] : story.slice(end + 1)
  const { isWhole } = branch.model
  if (story.length === 0 && isWhole) return <p className={styles.slice}>{faults.nothingFollows}</p>
  return (
    <>
      <Passages branch={branch} story={end < 0 ? story : story.slice(0, end + 1)} />
      {later.length > 0 && <h4 className={controls.heading}>{faults.later}</h4>}
      {later.length > 0 && <Passages branch={branch} story={later} />}
      {!isWhole && <p className={styles.slice}>{faults.goesOn}</p>}
    </>
  )
}

function Passages({ branch, story }: { readonly branch: Branch; readonly story: readonly Consequence[] }) {
  const texts = useTexts()
  const cursor = useStepper((state) => state.cursor)
  const times = useMemo(() => timesOf(branch, story), [branch, story])
  return (
    <ol className={styles.lines} role="list">
      {story.map((each, index) => (
        <li key={index} data-type={each.type} data-ahead={each.event > cursor || undefined}>
          <button type="button" onClick={() => void stepper.getState().goTo(each.event)}>
            <span className={styles.lineTime}>{times[index]}</span> {textOf(each, texts)}
          </button>
        </li>
      ))}
    </ol>
  )
}

/** Virtual time of each, in seconds: that of the last mark or arrow up to there. */
function timesOf({ model }: Branch, story: readonly Consequence[]): string[] {
  const known = [...model.marks, ...model.items].sort((one, other) => one.event - other.event)
  return story.map(({ event }) => seconds(known.findLast((each) => each.event <= event)?.time ?? 0))
}

function textOf(consequence: Consequence, texts: StepperTexts): string {
  switch (consequence.type) {
    case 'mark':
      return describeMark(consequence.mark, texts)
    case 'exception':
      return fill(texts.faults.kinds.exception, { name: consequence.name })
    case 'retry':
      return fill(texts.faults.kinds.retry, { node: consequence.node })
    case 'again':
      return fill(texts.faults.kinds.again, { node: consequence.node, message: consequence.message })
    case 'outcome':
      return fill(texts.faults.kinds.outcome, { outcome: outcomeOf(consequence.call, texts) })
  }
}
