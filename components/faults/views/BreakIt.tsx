'use client'

import { Fragment, useMemo, useState, type FormEvent } from 'react'
import { LISTENER_OUTCOMES, type Fault, type ListenerOutcomeName, type ListenerSetting, type RunModel } from '../../../engine/worker/protocol'
import { clusterAt } from '../../cluster/logic/clusterAt'
import { fill } from '../../i18n/fill'
import controls from '../../stepper/styles/controls.module.css'
import { closeOverlay, Dialog } from '../../stepper/views/Dialog'
import { grouped, seconds } from '../../stepper/logic/format'
import { Icon } from '../../stepper/views/Icon'
import roles from '../../stepper/styles/roles.module.css'
import { stepper, useStepper } from '../../stepper/views/store'
import { useTexts } from '../../stepper/views/useTexts'
import { listenerAt, nodesAt } from '../../queues/logic/listenerAt'
import { faultsFor, isChange, targetsOf, type Situation, type Target } from '../logic/faultChoices'
import styles from '../styles/faults.module.css'

interface Chosen {
  readonly node: string | null
  readonly kind: Fault['kind'] | null
}

/** What to break or to change, how, and from when on. */
export function BreakIt({ node, kind }: Chosen) {
  const { faults } = useTexts()
  const run = useStepper((state) => state.run)
  return <Dialog title={faults.title}>{run !== null && <BreakForm run={run} node={node} kind={kind} />}</Dialog>
}

function BreakForm({ run, node, kind: chosenKind }: Chosen & { readonly run: RunModel }) {
  const { faults } = useTexts()
  const situation = useSituation(run)
  const time = useStepper((state) => state.moment?.time ?? 0)
  const cursor = useStepper((state) => state.cursor)
  const targets = useMemo(() => targetsOf(nodesAt(run, cursor)), [run, cursor])
  const thread = useStepper((state) => state.moment?.thread)
  const atWork = node ?? run.threads.find(({ id }) => id === thread)?.node
  const [chosen, setChosen] = useState(Math.max(0, targets.findIndex((each) => each.type === 'node' && each.node === atWork)))
  const [kind, setKind] = useState<Fault['kind'] | null>(chosenKind)
  const [draft, setDraft] = useState<Draft>({})
  const target = targets[chosen]
  const isConsumer = target?.type === 'node' && run.nodes.some(({ name, role }) => name === target.node && role === 'consumer')
  const choices = target === undefined ? [] : faultsFor(target, run.nodes, situation)
  const choice = choices.find((each) => each.kind === kind) ?? choices[0]
  const fault = choice?.kind === 'set-listener' ? listenerFault(choice, draft) : choice
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (fault === null) return
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
          <Fragment key={each.kind}>
            <FaultChoice
              fault={each} isConsumer={isConsumer} isChosen={each === choice} onChoose={() => setKind(each.kind)}
            />
            {each === choice && each.kind === 'set-listener' && (
              <ListenerFields current={each} draft={draft} onChange={setDraft} />
            )}
          </Fragment>
        ))}
      </fieldset>
      <TakesEffect />
      <div className={styles.actions}>
        <button type="button" className={controls.plain} onClick={closeOverlay}>{faults.cancel}</button>
        <button type="submit" className={controls.go} disabled={fault === null}>
          <Icon name="bolt" size={16} />{choice !== undefined && isChange(choice) ? faults.change : faults.run}
        </button>
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
    const listeners = new Map(run.nodes.flatMap(({ name }) => {
      const listener = listenerAt(run, name, cursor)
      return listener === null ? [] : [[name, listener] as const]
    }))
    return { statuses: known === undefined ? statuses : new Map(known), links, listeners }
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
  readonly isConsumer: boolean
  readonly isChosen: boolean
  readonly onChoose: () => void
}

function FaultChoice({ fault, isConsumer, isChosen, onChoose }: FaultProps) {
  const { faults } = useTexts()
  const means: Partial<Record<Fault['kind'], string>> = isConsumer ? { ...faults.means, ...faults.ofConsumers } : faults.means
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

type Draft = { readonly millis?: string; readonly outcome?: ListenerOutcomeName }

/** Longer than any run. */
const MAX_MILLIS = 86_400_000

/** Null when what was typed is no time. */
function listenerFault(choice: Extract<Fault, { kind: 'set-listener' }>, { millis, outcome }: Draft): Fault | null {
  const time = millis === undefined ? choice.millis : wholeMillis(millis)
  return time === null ? null : { ...choice, millis: time, outcome: outcome ?? choice.outcome }
}

function wholeMillis(text: string): number | null {
  const number = /^\d{1,8}$/.test(text.trim()) ? Number(text) : NaN
  return number <= MAX_MILLIS ? number : null
}

interface ListenerProps {
  readonly current: ListenerSetting
  readonly draft: Draft
  readonly onChange: (draft: Draft) => void
}

/** How long the listener takes, and how it ends. */
function ListenerFields({ current, draft, onChange }: ListenerProps) {
  const { faults: { listener } } = useTexts()
  const millis = draft.millis ?? String(current.millis)
  const isBad = wholeMillis(millis) === null
  return (
    <div className={styles.listener}>
      <label>
        {listener.millis}
        <input
          value={millis} inputMode="numeric" autoComplete="off" aria-invalid={isBad || undefined} aria-describedby="listener-mistake"
          onChange={(event) => onChange({ ...draft, millis: event.target.value })}
        />
      </label>
      <label>
        {listener.outcome}
        <select
          className={controls.select} value={draft.outcome ?? current.outcome}
          onChange={(event) => onChange({ ...draft, outcome: event.target.value as ListenerOutcomeName })}
        >
          {LISTENER_OUTCOMES.map((each) => <option key={each} value={each}>{listener.outcomes[each]}</option>)}
        </select>
      </label>
      <small id="listener-mistake" role="status">{isBad && fill(listener.badMillis, { max: grouped(MAX_MILLIS) })}</small>
    </div>
  )
}

/** A thread can't be stopped in the middle of a slice, and the reader should know where it will be. */
function TakesEffect() {
  const { faults } = useTexts()
  const slice = useStepper((state) => state.moment?.faultSlice ?? null)
  return <p className={styles.slice}>{slice === null ? '…' : fill(faults.slice, { slice: grouped(slice) })}</p>
}
