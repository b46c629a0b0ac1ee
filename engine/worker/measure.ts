import { runWithHost } from '../adapters/host/runWithHost'
import { PakoCompressor } from '../adapters/zlib/PakoCompressor'
import { Cluster } from '../cluster/Cluster'
import type { ProgramStep, Scenario } from '../cluster/Scenario'
import { LOAD_PRODUCER } from '../cluster/loadScenario'
import { selectorOf, type Strategy } from '../cluster/selectors'
import type { Process } from '../kernel/Process'
import { CallMeter } from './CallMeter'
import { memoryDisks } from './DiskOwner'
import type { KnownLoad } from './KnownLoad'
import type { Measurement, SelectedCall } from './Measurement'
import type { RunKey } from './protocol'
import { WatchedStrategy } from './WatchedStrategy'

/** Makes the reader's strategy, in a thread of the process that it is for. */
export type CreateStrategy = (process: Process) => Strategy

type Queue = Measurement['queues'][number]

/**
 * Does a run without recording it, up to the last message, and says where the messages went.
 *
 * @param spec what the key says is run
 * @param createStrategy null if the key's own selector chooses
 * @param alive called now and then while the run goes on
 * @param known learns from the run, if there is a load
 * @throws StrategyError when the reader's code can't be loaded
 */
export async function measure(
  key: RunKey,
  spec: Scenario,
  createStrategy: CreateStrategy | null,
  alive: () => void = () => {},
  known: KnownLoad | null = null,
): Promise<Measurement> {
  const meter = new CallMeter(countMessages(spec), alive)
  const { seed, interventions, selector } = key
  const create = createStrategy ?? (selector === null ? null : () => selectorOf(selector))
  const watch = known === null || create === null ? null : new Watch(create)
  const options = { seed, interventions, selector, createStrategy: watch?.create ?? createStrategy }
  const cluster = new Cluster(spec, options, { compressor: new PakoCompressor(), diskOf: memoryDisks() })
  meter.attach(cluster)
  await runWithHost(cluster.kernel, { time: cluster.endTime, until: () => meter.isDone || meter.failedToLoad !== null })
  cluster.stop()
  if (meter.failedToLoad !== null) throw meter.failedToLoad
  if (watch?.watched) known?.learn(meter.calls, watch.watched, createStrategy === null)
  return toMeasurement(key, queuesInEnd(spec), meter.calls)
}

/** Has an eye on the strategy of the application that a load is about. */
class Watch {
  readonly create: CreateStrategy
  watched: WatchedStrategy | null

  constructor(create: CreateStrategy) {
    this.watched = null
    this.create = (process) => {
      const strategy = create(process)
      if (process.name !== LOAD_PRODUCER) return strategy
      this.watched = new WatchedStrategy(strategy, process)
      return this.watched.strategy
    }
  }
}

function stepsOf(scenario: Scenario): ProgramStep[] {
  return scenario.producers.flatMap(({ program }) => program)
}

function countMessages(scenario: Scenario): number {
  return stepsOf(scenario).reduce((sum, step) => sum + (step.do === 'send' ? step.count : 0), 0)
}

/** All queues that there are in the end, broker by broker. */
export function queuesInEnd(scenario: Scenario): Queue[] {
  const steps = stepsOf(scenario)
  return scenario.brokers.flatMap(({ brokerName: broker }) => {
    const counts = scenario.topics.filter(({ brokers }) => brokers.includes(broker)).map(({ name, queues }) => {
      const later = steps.map((step) => (step.do === 'create-topic' && step.topic === name ? step.queues : 0))
      return Math.max(queues, ...later)
    })
    return Array.from({ length: Math.max(0, ...counts) }, (_, queueId) => ({ broker, queueId }))
  })
}

/** Puts together what is told of the calls of a run. */
export function toMeasurement(key: RunKey, queues: readonly Queue[], calls: readonly SelectedCall[]): Measurement {
  const counts = new Map(queues.map((queue) => [nameOf(queue), 0]))
  const brokers = new Map(queues.map(({ broker }) => [broker, 0]))
  const stored = calls.filter(({ queueId }) => queueId >= 0)
  for (const call of stored) {
    counts.set(nameOf(call), (counts.get(nameOf(call)) ?? 0) + 1)
    brokers.set(call.broker, (brokers.get(call.broker) ?? 0) + 1)
  }
  const perQueue = queues.map((queue) => counts.get(nameOf(queue))!)
  return {
    key,
    queues,
    calls,
    perQueue,
    perBroker: [...brokers].map(([broker, count]) => ({ broker, count })),
    imbalance: stored.length === 0 ? 0 : (Math.max(...perQueue) * queues.length) / stored.length,
    orderBroken: orderBroken(stored),
  }
}

function orderBroken(stored: readonly SelectedCall[]): Measurement['orderBroken'] {
  const places = new Map<string, Set<string>>()
  for (const call of stored) {
    const known = places.get(call.key)
    if (known === undefined) places.set(call.key, new Set([nameOf(call)]))
    else known.add(nameOf(call))
  }
  return [...places].filter(([, { size }]) => size > 1).map(([key, queues]) => ({ key, queues: [...queues] }))
}

/** `broker-a/0` */
function nameOf({ broker, queueId }: Queue): string {
  return `${broker}/${queueId}`
}
