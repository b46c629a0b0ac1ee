import { useMemo } from 'react'
import type { RunModel } from '../../../engine/worker/protocol'
import { seconds } from '../../stepper/logic/format'
import { stepper, useStepper } from '../../stepper/views/store'
import { useTexts } from '../../stepper/views/useTexts'
import { rebalancesOf, type QueueTenures, type Tenure } from '../logic/takeovers'
import { takeoverSentence } from '../logic/takeoverSentence'
import styles from '../styles/queues.module.css'

/** A picture of who has which queue over the time of the run, and the same in sentences, each of which leads there. */
export function Takeovers({ run, cursor }: { readonly run: RunModel; readonly cursor: number }) {
  const { queues: texts, ...others } = useTexts()
  const { queues, takeovers } = useMemo(() => rebalancesOf(run), [run])
  if (queues.length === 0) return null
  const all = { ...others, queues: texts }
  return (
    <section className={styles.part}>
      <h3>{texts.takeovers}</h3>
      <Chart run={run} queues={queues} />
      {takeovers.length === 0 && <p className={styles.empty}>{texts.noTakeovers}</p>}
      <ol role="list">
        {takeovers.map((each) => (
          <li key={`${each.event} ${each.topic} ${each.queue}`}>
            <button
              type="button" className={styles.handOver} data-ahead={each.event > cursor || undefined}
              onClick={() => void stepper.getState().goTo(each.event)}
            >
              <span>{takeoverSentence(each, all)}</span>
              <span className={styles.left}>{seconds(each.time)} s</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Says what the sentences below it say: nothing for those who hear the page. */
function Chart({ run, queues }: { readonly run: RunModel; readonly queues: readonly QueueTenures[] }) {
  const time = useStepper((state) => state.moment?.time ?? null)
  const members = [...new Set(run.nodes.filter(({ role }) => role === 'consumer').map(({ name }) => name))]
  const end = run.isWhole ? run.endTime : (run.marks.at(-1)?.time ?? run.endTime)
  const percent = (micros: number): string => `${Math.max(0, Math.min(100, 100 * micros / end))}%`
  return (
    <div className={styles.chart} aria-hidden="true">
      {queues.map(({ group, topic, queue, tenures }) => (
        <div key={`${group} ${topic} ${queue}`} className={styles.chartRow}>
          <span className={styles.chartName} title={`${topic} ${queue}`}>{topic} <b>{queue}</b></span>
          <span className={styles.track}>
            {tenures.map((tenure) => (
              <Bar
                key={tenure.event} tenure={tenure} index={members.indexOf(tenure.node)} end={end} percent={percent}
              />
            ))}
            {time !== null && <i className={styles.nowLine} style={{ left: percent(time) }} />}
          </span>
        </div>
      ))}
      <div className={styles.chartRow}>
        <span />
        <span className={styles.axis}><span>0 s</span><span>{seconds(end)} s</span></span>
      </div>
    </div>
  )
}

interface BarProps {
  readonly tenure: Tenure
  readonly index: number
  /** Of the run, in µs. */
  readonly end: number
  readonly percent: (micros: number) => string
}

/** The number of shades that members have; the names stand in the bars as well. */
const SHADES = 4

function Bar({ tenure: { node, from, to, end: ending }, index, end, percent }: BarProps) {
  const until = to ?? end
  return (
    <span
      className={styles.bar} data-shade={index % SHADES} data-end={ending ?? undefined} title={node}
      style={{ left: percent(from), width: percent(until - from) }}
    >
      {node}
    </span>
  )
}
