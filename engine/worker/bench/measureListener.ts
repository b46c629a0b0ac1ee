import { runWithHost } from '../../adapters/host/runWithHost'
import { PakoCompressor } from '../../adapters/zlib/PakoCompressor'
import { Cluster } from '../../cluster/Cluster'
import { readersListener } from '../../cluster/ReaderListener'
import type { Sandbox } from '../../ports/Sandbox'
import { memoryDisks } from '../DiskOwner'
import type { ListenerKey } from './BenchKey'
import { ListenerMeter } from './ListenerMeter'
import type { ListenerResult } from './ListenerResult'
import { listenerScenario, middleMillis } from './listenerScenario'

/** By then a consumer that takes over in the middle has found its messages, in ms after the middle. */
const TAKEN_OVER_MILLIS = 45_000

/**
 * Runs a whole cluster with the reader's listener in each of its consumers, without recording, until every message is consumed or a
 * dead letter.
 *
 * @param alive called now and then while the run goes on
 * @throws StrategyError when the code can't be loaded; ScenarioError for a load that is out of bounds
 */
export async function measureListener(
  key: ListenerKey,
  sandbox: Sandbox,
  alive: () => void = () => {},
): Promise<ListenerResult> {
  const { load, seed, code } = key
  const spec = listenerScenario(load)
  const meter = new ListenerMeter(load.messages, alive)
  const createListener = readersListener(sandbox, code, (process) => meter.applicationOf(process))
  const options = { seed, interventions: [], selector: null, createListener }
  const cluster = new Cluster(spec, options, { compressor: new PakoCompressor(), diskOf: memoryDisks() })
  meter.attach(cluster)
  const { kernel } = cluster
  const notBefore = load.middle === 'nothing' ? 0 : (middleMillis(load) + TAKEN_OVER_MILLIS) * 1000
  const isOver = (): boolean => meter.isSettled && kernel.now >= notBefore
  await runWithHost(kernel, { time: cluster.endTime, until: () => isOver() || meter.failedToLoad !== null })
  cluster.stop()
  if (meter.failedToLoad !== null) throw meter.failedToLoad
  const { deliveries, bills, sent, dead, isSettled } = meter
  return { key, deliveries, bills, sent, dead, isSettled, endMicros: kernel.now }
}
