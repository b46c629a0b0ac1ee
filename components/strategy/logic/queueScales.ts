import { scaleBand, scaleLinear } from 'd3-scale'
import type { Measurement } from '../../../engine/worker/Measurement'

export interface QueueBar {
  readonly broker: string
  readonly queueId: number
  readonly count: number
  /** In percent of the chart's width. */
  readonly x: number
  readonly width: number
  /** In px from the top. */
  readonly y: number
  readonly height: number
}

export interface BrokerLabel {
  readonly broker: string
  /** The middle of its queues, in percent. */
  readonly x: number
}

/** Where the bars stand: queues side by side, with a gap between brokers. `most`: what is as high as the chart. */
export function queueBars(measurement: Measurement, most: number, height: number): {
  readonly bars: readonly QueueBar[]
  readonly labels: readonly BrokerLabel[]
  readonly meanY: number
} {
  const { queues, perQueue } = measurement
  const brokers = [...new Set(queues.map(({ broker }) => broker))]
  const across = scaleBand().domain(brokers).range([0, 100]).paddingInner(brokers.length > 1 ? 0.12 : 0)
  const up = scaleLinear().domain([0, most]).range([height, 0])
  const bars = queues.map(({ broker, queueId }, index): QueueBar => {
    const ids = queues.filter((each) => each.broker === broker).map((each) => String(each.queueId))
    const within = scaleBand().domain(ids).range([0, across.bandwidth()]).paddingInner(0.15)
    const count = perQueue[index] ?? 0
    const y = up(count)
    const x = (across(broker) ?? 0) + (within(String(queueId)) ?? 0)
    return { broker, queueId, count, x, width: within.bandwidth(), y, height: height - y }
  })
  const mean = perQueue.reduce((sum, count) => sum + count, 0) / Math.max(1, perQueue.length)
  const labels = brokers.map((broker) => ({ broker, x: (across(broker) ?? 0) + across.bandwidth() / 2 }))
  return { bars, labels, meanY: up(mean) }
}

/** `room1-broker-a` → `broker-a`, or `a` where there is little room. */
export function shortBroker(broker: string, isTight: boolean): string {
  const name = broker.replace(/^room\d+-/, '')
  return isTight ? name.replace(/^broker-/, '') : name
}
