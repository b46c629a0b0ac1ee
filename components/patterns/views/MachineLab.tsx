'use client'

import { useId, useState } from 'react'
import type { CallStep, MachineCall, MachineName } from '../../../content/patterns/state/run/callSequence'
import type { SiteLines } from '../../../content/patterns/stage/LineWatch'
import { fill } from '../../i18n/fill'
import { BOX, layOutMachine, SERVICE_STATE } from '../../inspect/logic/machines'
import { CALLS_OF } from '../logic/machineCalls'
import styles from '../styles/lab.module.css'
import { HowItEnded } from './HowItEnded'
import { light } from './patternStore'
import { usePatternTexts } from './PatternTexts'
import { useExperiment } from './useExperiment'

interface Props {
  /** Whose machines can be chosen; the first one is chosen at the beginning. */
  readonly machines: readonly MachineName[]
  /** The methods whose lines light up, and where their statements are. */
  readonly watched: ReadonlyArray<{ readonly place: string; readonly sites: SiteLines }>
}

/** An object of the engine with a state, to be called. Each call runs the whole sequence from its beginning, in a cluster. */
export function MachineLab({ machines, watched }: Props) {
  const { machine: words, reset, wait, failed } = usePatternTexts()
  const [machine, setMachine] = useState(machines[0]!)
  const [calls, setCalls] = useState<readonly MachineCall[]>([])
  const { result, isBusy, hasFailed, run, clear } = useExperiment('state/calls')
  const name = useId()
  const begin = (next: MachineName): void => {
    setMachine(next)
    setCalls([])
    clear()
    for (const { place } of watched) light(place, { ran: [], failed: null })
  }
  const call = async (next: MachineCall): Promise<void> => {
    const sequence = [...calls, next]
    setCalls(sequence)
    const found = await run({ machine, calls: sequence, sites: watched.flatMap(({ sites }) => sites) })
    if (found === null) return
    const hasThrown = found.steps.at(-1)?.answer.outcome === 'threw'
    for (const { place, sites } of watched) {
      const lines = new Set(sites.map(([, line]) => line))
      const ran = machine === 'producer' ? found.ran.filter((line) => lines.has(line)) : []
      light(place, { ran, failed: hasThrown ? ran.at(-1) ?? null : null })
    }
  }
  const steps = result?.steps ?? []
  return (
    <div className={styles.lab} aria-busy={isBusy}>
      {machines.length > 1 ? (
        <fieldset className={styles.choices}>
          <legend className="label">{words.choose}</legend>
          {machines.map((each) => (
            <label key={each} className={styles.choice}>
              <input type="radio" name={name} checked={machine === each} onChange={() => begin(each)} />
              <span>{words.names[each]}</span>
            </label>
          ))}
        </fieldset>
      ) : null}
      <div className={styles.machine}>
        <Drawing state={result?.state ?? 'CREATE_JUST'} last={steps.at(-1)} />
        <div className={styles.calls}>
          <p className="label">{words.call}</p>
          {CALLS_OF[machine].map((each) => (
            <button key={each} type="button" className="button-quiet" onClick={() => void call(each)}>{words.calls[each]}</button>
          ))}
          <button type="button" className={styles.plain} disabled={calls.length === 0} onClick={() => begin(machine)}>{reset}</button>
        </div>
      </div>
      <p className="label">{words.log}</p>
      <div aria-live="polite">
        {hasFailed ? <p>{failed}</p> : isBusy ? <p className={styles.wait}>{wait}</p> : null}
        {steps.length === 0 && !isBusy ? <p className={styles.wait}>{words.nothing}</p> : null}
        <ol className={styles.log} role="list">
          {steps.map((step, index) => <Step key={index} step={step} />)}
        </ol>
      </div>
    </div>
  )
}

function Step({ step: { call, from, path, to, answer, requests } }: { readonly step: CallStep }) {
  const { machine: words } = usePatternTexts()
  return (
    <li>
      <span className={styles.call}>{words.calls[call]}</span>
      <span className={styles.path}>
        {path.length === 0 ? words.unchanged : [from, ...path].join(' → ')}
        {path.length === 0 ? `: ${to}` : ''} · {fill(words.requests, { n: requests })}
      </span>
      <HowItEnded answer={answer} />
    </li>
  )
}

function Drawing({ state, last }: { readonly state: string; readonly last: CallStep | undefined }) {
  const { machine: words } = usePatternTexts()
  const head = useId()
  const drawn = layOutMachine(SERVICE_STATE)
  const way = last === undefined ? [] : [last.from, ...last.path]
  const isWalked = (from: string, to: string): boolean => {
    return way.some((each, index) => each === from && way[index + 1] === to)
  }
  return (
    <svg
      className={styles.drawing} width={drawn.width} height={drawn.height} viewBox={`0 0 ${drawn.width} ${drawn.height}`} role="img"
      aria-label={fill(words.now, { state })}
    >
      <marker id={head} markerWidth="7" markerHeight="7" refX="5" refY="3.5" orient="auto">
        <path className={styles.arrowHead} d="M0,0.5L6,3.5L0,6.5Z" />
      </marker>
      {drawn.arrows.map(({ from, to, path }) => (
        <path key={`${from} ${to}`} className={styles.transition} data-walked={isWalked(from, to) || undefined} d={path} markerEnd={`url(#${head})`} />
      ))}
      {drawn.boxes.map((box) => (
        <g key={box.state} className={styles.state} data-now={box.state === state || undefined}>
          <rect x={box.x} y={box.y} width={BOX.width} height={BOX.height} rx="5" />
          <text x={box.x + BOX.width / 2} y={box.y + 17} textAnchor="middle">{box.state}</text>
        </g>
      ))}
    </svg>
  )
}
