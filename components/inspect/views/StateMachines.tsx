'use client'

import { useId, useMemo } from 'react'
import type { Mark, Role, RunModel } from '../../../engine/worker/protocol'
import { fill } from '../../i18n/fill'
import { duration, seconds } from '../../stepper/logic/format'
import roles from '../../stepper/styles/roles.module.css'
import { stepper, useStepper } from '../../stepper/views/store'
import { useTexts } from '../../stepper/views/useTexts'
import styles from '../styles/inspect.module.css'
import { BOX, changesOf, inOrder, layOutMachine, machineOf } from '../logic/machines'

/** Every object that has a state: what it may become, what it is now, and when it changed. */
export function StateMachines() {
  const { inspect } = useTexts()
  const run = useStepper((state) => state.run)
  const states = useStepper((state) => state.moment?.states)
  if (run === null || states === undefined) return null
  return (
    <div className={styles.machines} role="region" aria-label={inspect.states} tabIndex={0}>
      {states.length === 0 && <p className={styles.empty}>{inspect.noStates}</p>}
      {inOrder(states, run.nodes).map((each) => <MachineOf key={`${each.node} ${each.className} ${each.name}`} run={run} {...each} />)}
    </div>
  )
}

interface MachineProps {
  readonly run: RunModel
  readonly node: string
  readonly className: string
  readonly name: string
  readonly state: string
}

function MachineOf({ run, node, className, name, state }: MachineProps) {
  const { inspect } = useTexts()
  const arrowHead = useId()
  const changes = useMemo(() => changesOf(run.marks, node, className, name), [run, node, className, name])
  const drawn = useMemo(() => layOutMachine(machineOf(className, state, changes)), [className, state, changes])
  const role: Role | undefined = run.nodes.find((each) => each.name === node)?.role
  return (
    <figure className={`${styles.machine} ${roles.role}`} data-role={role}>
      <figcaption className={styles.machineName}>
        <strong>{className}</strong>
        <span>{node === name ? node : `${node} · ${name}`}</span>
      </figcaption>
      <svg
        width={drawn.width} height={drawn.height} viewBox={`0 0 ${drawn.width} ${drawn.height}`} role="img"
        aria-label={fill(inspect.stateNow, { name: className, state })}
      >
        <marker id={arrowHead} markerWidth="7" markerHeight="7" refX="5" refY="3.5" orient="auto">
          <path className={styles.arrowHead} d="M0,0.5L6,3.5L0,6.5Z" />
        </marker>
        {drawn.arrows.map(({ from, to, path }) => (
          <path key={`${from} ${to}`} className={styles.transition} d={path} markerEnd={`url(#${arrowHead})`} />
        ))}
        {drawn.boxes.map((box) => (
          <g key={box.state} className={styles.state} data-now={box.state === state || undefined}>
            <rect x={box.x} y={box.y} width={BOX.width} height={BOX.height} rx="5" />
            <text x={box.x + BOX.width / 2} y={box.y + 17} textAnchor="middle">{box.state}</text>
          </g>
        ))}
      </svg>
      <Changes changes={changes} />
    </figure>
  )
}

/** When it changed; each is a way to that moment. */
function Changes({ changes }: { readonly changes: readonly Mark[] }) {
  const cursor = useStepper((state) => state.cursor)
  return (
    <ol className={styles.changes} role="list">
      {changes.map((mark, index) => (
        <li key={mark.event}>
          <button
            type="button" className={styles.change} data-ahead={mark.event > cursor || undefined}
            onClick={() => void stepper.getState().goTo(mark.event)}
          >
            <span>→ {String(mark.data['to'])}</span>
            <span>{index === 0 ? `${seconds(mark.time)} s` : `+ ${duration(mark.time - changes[index - 1]!.time)}`}</span>
          </button>
        </li>
      ))}
    </ol>
  )
}
