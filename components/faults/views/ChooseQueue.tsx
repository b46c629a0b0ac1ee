'use client'

import { useMemo, useState } from 'react'
import { SELECTORS } from '../../../engine/worker/protocol'
import type { SelectorName } from '../../../engine/worker/protocol'
import { fill } from '../../i18n/fill'
import type { Branch } from '../../stepper/logic/branches'
import controls from '../../stepper/styles/controls.module.css'
import { Dialog } from '../../stepper/views/Dialog'
import { stepper, useStepper } from '../../stepper/views/store'
import { useTexts } from '../../stepper/views/useTexts'
import { branchLabel } from '../logic/branchLabel'
import styles from '../styles/faults.module.css'
import { allQueues, mostMessages, queueStats, type QueueStats } from '../logic/queueStats'

const CHOICES: ReadonlyArray<SelectorName | null> = [null, ...SELECTORS]

/** The same run with another strategy, and what it changes. Stays open, so that several can be tried. */
export function ChooseQueue() {
  const { choose } = useTexts()
  const run = useStepper((state) => state.run)
  const busy = useStepper((state) => state.busy)
  const [chosen, setChosen] = useState<SelectorName | null>(run?.key.selector ?? 'hash')
  // Under a load one is where strategies are written anyway.
  const isLoad = run?.key.load !== undefined && run.key.load !== null
  const means = (selector: SelectorName | null): string => choose.means[selector ?? 'own']
  const name = (selector: SelectorName | null): string => (selector === null ? choose.own : choose.selectors[selector])
  return (
    <Dialog title={choose.title} isWide>
      <p className={styles.lead}>{choose.lead}</p>
      <div className={styles.selectors} role="radiogroup" aria-label={choose.title}>
        {CHOICES.map((selector) => (
          <label key={selector} className={styles.fault}>
            <input type="radio" name="selector" checked={selector === chosen} onChange={() => setChosen(selector)} />
            <span><strong>{name(selector)}</strong><span>{means(selector)}</span></span>
          </label>
        ))}
      </div>
      <div className={styles.actions}>
        {!isLoad && <button type="button" className={controls.plain} onClick={write}>{choose.write}</button>}
        <button
          type="button" className={controls.go} disabled={busy || run === null || (run.key.selector === chosen && typeof run.key.code !== 'string')}
          onClick={() => void stepper.getState().chooseSelector(chosen)}
        >
          {choose.run}
        </button>
      </div>
      <Comparison />
    </Dialog>
  )
}

function write(): void {
  const { setOverlay, setWriting } = stepper.getState()
  setOverlay(null)
  setWriting(true)
}

/** The run that is shown beside the one that it was made from. */
function Comparison() {
  const { choose } = useTexts()
  const branches = useStepper((state) => state.branches)
  const current = useStepper((state) => state.branch)
  const after = branches.find(({ id }) => id === current)
  const before = after?.cause.type === 'selector' || after?.cause.type === 'code' ? branches.find(({ id }) => id === after.parent) : undefined
  const old = useMemo(() => (before === undefined ? null : queueStats(before.model)), [before])
  const stats = useMemo(() => (after === undefined ? null : queueStats(after.model)), [after])
  if (after === undefined || stats === null) return null
  const all = old === null ? [stats] : [old, stats]
  const queues = allQueues(all)
  const most = mostMessages(all)
  return (
    <div className={styles.comparison} data-single={old === null || undefined}>
      {before !== undefined && old !== null && (
        <Column title={choose.before} branch={before} stats={old} queues={queues} most={most} />
      )}
      <Column title={old === null ? '' : choose.after} branch={after} stats={stats} queues={queues} most={most} />
    </div>
  )
}

interface ColumnProps {
  readonly title: string
  readonly branch: Branch
  readonly stats: QueueStats
  readonly queues: readonly string[]
  /** The longest bar of all, so that bars of two runs can be compared. */
  readonly most: number
}

function Column({ title, branch, stats, queues, most }: ColumnProps) {
  const texts = useTexts()
  const { choose } = texts
  const label = branchLabel(branch, texts)
  return (
    <section aria-label={`${title} ${label}`}>
      <h3 className={styles.columnTitle}>{title !== '' && <span className={controls.heading}>{title} </span>}{label}</h3>
      {stats.order.length === 0 ? <p className={styles.slice}>{choose.none}</p> : (
        <>
          <h4 className={controls.heading}>{choose.perQueue}</h4>
          <Bars stats={stats} queues={queues} most={most} />
          <h4 className={controls.heading}>{choose.order}</h4>
          <Order stats={stats} queues={queues} />
          <p className={styles.slice}>
            {stats.spreadKeys === null ? choose.noKeys : fill(choose.perKey, { n: stats.spreadKeys })}
          </p>
        </>
      )}
    </section>
  )
}

function Bars({ stats, queues, most }: Pick<ColumnProps, 'stats' | 'queues' | 'most'>) {
  const { choose } = useTexts()
  return (
    <ul className={styles.bars} role="list">
      {queues.map((queue) => {
        const n = stats.counts.get(queue) ?? 0
        return (
          <li key={queue} aria-label={fill(choose.messages, { queue, n })}>
            <span className={styles.queueName}>{queue}</span>
            <span className={styles.barGround}><span className={styles.queueBar} style={{ width: `${(n / most) * 100}%` }} /></span>
            <span className={styles.queueCount}>{n}</span>
          </li>
        )
      })}
    </ul>
  )
}

/** One line for each queue, one column for each message: the place says which queue it is. */
function Order({ stats, queues }: Pick<ColumnProps, 'stats' | 'queues'>) {
  const step = 11
  const width = stats.order.length * step
  const words = stats.order.join(', ')
  return (
    <div className={styles.order} tabIndex={0} role="img" aria-label={words}>
      <svg width={width} height={queues.length * 9 + 4}>
        {queues.map((queue, index) => (
          <line key={queue} className={styles.grid} x1="0" x2={width} y1={index * 9 + 6} y2={index * 9 + 6} />
        ))}
        {stats.order.map((queue, index) => {
          const y = queues.indexOf(queue) * 9 + 2
          return <rect key={index} className={styles.dot} x={index * step + 2} y={y} width="8" height="8" rx="2" />
        })}
      </svg>
    </div>
  )
}
