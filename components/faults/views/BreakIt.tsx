'use client'

import { useMemo, useState, type FormEvent } from 'react'
import type { Fault, RunModel } from '../../../engine/worker/protocol'
import { clusterAt } from '../../cluster/logic/clusterAt'
import { fill } from '../../i18n/fill'
import controls from '../../stepper/styles/controls.module.css'
import { closeOverlay, Dialog } from '../../stepper/views/Dialog'
import { grouped, seconds } from '../../stepper/logic/format'
import { Icon } from '../../stepper/views/Icon'
import roles from '../../stepper/styles/roles.module.css'
import { stepper, useStepper } from '../../stepper/views/store'
import { useTexts } from '../../stepper/views/useTexts'
import { faultsFor, targetsOf, type Situation, type Target } from '../logic/faultChoices'
import styles from '../styles/faults.module.css'

/** What to break, how, and from when on. */
export function BreakIt({ node }: { readonly node: string | null }) {
  const { faults } = useTexts()
  const run = useStepper((state) => state.run)
  return <Dialog title={faults.title}>{run !== null && <BreakForm run={run} node={node} />}</Dialog>
}

function BreakForm({ run, node }: { readonly run: RunModel; readonly node: string | null }) {
  const { faults } = useTexts()
  const situation = useSituation(run)
  const time = useStepper((state) => state.moment?.time ?? 0)
  const targets = useMemo(() => targetsOf(run.nodes), [run])
  const thread = useStepper((state) => state.moment?.thread)
  const atWork = node ?? run.threads.find(({ id }) => id === thread)?.node
  const [chosen, setChosen] = useState(Math.max(0, targets.findIndex((each) => each.type === 'node' && each.node === atWork)))
  const [kind, setKind] = useState<Fault['kind'] | null>(null)
  const target = targets[chosen]
  const choices = target === undefined ? [] : faultsFor(target, run.nodes, situation)
  const fault = choices.find((each) => each.kind === kind) ?? choices[0]
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    closeOverlay()
    if (fault !== undefined) void stepper.getState().breakIt(fault)
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <p className={styles.lead}>{fill(faults.lead, { time: seconds(time) })}</p>
      <fieldset className={styles.choice}>
        <legend className={controls.heading}>{faults.target}</legend>
        <div className={styles.targets}>
          {targets.map((each, index) => (
            <TargetChoice
              key={index} run={run} target={each} isChosen={index === chosen} onChoose={() => setChosen(index)}
            />
          ))}
        </div>
      </fieldset>
      <fieldset className={styles.choice}>
        <legend className={controls.heading}>{faults.what}</legend>
        {choices.map((each) => (
          <FaultChoice key={each.kind} fault={each} isChosen={each === fault} onChoose={() => setKind(each.kind)} />
        ))}
      </fieldset>
      <TakesEffect />
      <div className={styles.actions}>
        <button type="button" className={controls.plain} onClick={closeOverlay}>{faults.cancel}</button>
        <button type="submit" className={controls.go}><Icon name="bolt" size={16} />{faults.run}</button>
      </div>
    </form>
  )
}

/** The state of nodes and links at the cursor. */
function useSituation(run: RunModel): Situation {
  const cursor = useStepper((state) => state.cursor)
  const nodes = useStepper((state) => state.moment?.nodes)
  return useMemo(() => {
    const { statuses, links } = clusterAt(run, cursor, 0)
    const known = nodes?.map(({ name, status }) => [name, status] as const)
    return { statuses: known === undefined ? statuses : new Map(known), links }
  }, [run, cursor, nodes])
}

interface TargetProps {
  readonly run: RunModel
  readonly target: Target
  readonly isChosen: boolean
  readonly onChoose: () => void
}

function TargetChoice({ run, target, isChosen, onChoose }: TargetProps) {
  const name = target.type === 'node' ? target.node : target.to
  const role = run.nodes.find((node) => node.name === name)?.role
  return (
    <label className={`${styles.target} ${roles.role}`} data-role={target.type === 'node' ? role : undefined}>
      <input type="radio" name="target" checked={isChosen} onChange={onChoose} />
      {target.type === 'node' ? target.node : `${target.from} – ${target.to}`}
    </label>
  )
}

interface FaultProps {
  readonly fault: Fault
  readonly isChosen: boolean
  readonly onChoose: () => void
}

function FaultChoice({ fault, isChosen, onChoose }: FaultProps) {
  const { faults } = useTexts()
  const means: Partial<Record<Fault['kind'], string>> = faults.means
  return (
    <label className={styles.fault}>
      <input type="radio" name="fault" checked={isChosen} onChange={onChoose} />
      <span>
        <strong>{faults.names[fault.kind]}</strong>
        <span>{means[fault.kind] ?? ''}</span>
      </span>
    </label>
  )
}

/** A thread can't be stopped in the middle of a slice, and the reader should know where it will be. */
function TakesEffect() {
  const { faults } = useTexts()
  const slice = useStepper((state) => state.moment?.faultSlice ?? null)
  return <p className={styles.slice}>{slice === null ? '…' : fill(faults.slice, { slice: grouped(slice) })}</p>
}
