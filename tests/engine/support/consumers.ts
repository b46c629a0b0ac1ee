import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import type { Scenario } from '../../../engine/cluster/Scenario'
import { PakoCompressor } from '../../../engine/adapters/zlib/PakoCompressor'
import type { ClientEnvironment } from '../../../engine/client/ClientEnvironment'
import type { Cluster } from '../../../engine/cluster/Cluster'
import type { Blocking } from '../../../engine/kernel/Blocking'
import type { Process } from '../../../engine/kernel/Process'
import { scenario, send, START, type ClusterRun } from './runCluster'

/** A consumer of the group `billing`, named `consumer-N`. */
export function consumer(name: string, more: object = {}): object {
  return {
    name, host: `10.0.0.${60 + Number(name.slice(-1))}`, startAtMillis: 1000, consumerGroup: 'billing',
    subscriptions: [{ topic: 'OrderPaid' }], config: { consumeFromWhere: 'CONSUME_FROM_FIRST_OFFSET' }, ...more,
  }
}

/** Two brokers with four queues each, a producer with its program, and these consumers. */
export function shop(
  program: readonly object[], consumers: readonly object[], more: Record<string, unknown> = {},
): Scenario {
  return scenario([{ do: 'sleep', millis: 500 }, START, ...program], { durationMillis: 60_000, consumers, ...more })
}

/** `count` messages with the keys k0, k1, …, one every `intervalMillis`, from the tenth second on. */
export function steady(count: number, intervalMillis = 100): object[] {
  return [{ do: 'sleep', millis: 9500 }, send({ count, intervalMillis, keys: 'k{i}' })]
}

export function keys(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `k${i}`).sort()
}

type Consumed = ReturnType<ClusterRun['of']>[number] & { readonly type: 'consume-ended' }

/** What has ended well, in its order. */
export function succeeded(run: ClusterRun): Consumed[] {
  return run.of('consume-ended').filter(({ outcome }) => outcome === 'CONSUME_SUCCESS' || outcome === 'SUCCESS') as Consumed[]
}

/** The keys of what has ended well, as often as that was so. */
export function consumedKeys(run: ClusterRun, process: string | null = null): string[] {
  const own = succeeded(run).filter((event) => process === null || event.process === process)
  return own.map((event) => event.keys).sort()
}

/** The keys of the messages that a broker has said to be stored. */
export function acknowledgedKeys(run: ClusterRun): string[] {
  const ended = run.of('client-call-ended').filter(({ outcome, result }) => outcome === 'returned' && result.includes('SEND_OK'))
  const started = new Map(run.of('client-call-started').map((event) => [event.call, event.keys]))
  return ended.map(({ call }) => started.get(call)!).sort()
}

/** The fault at this time. */
export function at(atMillis: number, fault: object): object {
  return { fault, when: { atMillis } }
}

/** Offsets of a queue that were committed with requests of their own: each with its time in ms. */
export function commitsOf(run: ClusterRun, group: string): Array<{ millis: number; queue: string; offset: number }> {
  const frames = run.of('frame-sent').filter(({ code, isResponse }) => code === RequestCode.UPDATE_CONSUMER_OFFSET && !isResponse)
  const commits = frames.map(({ bytes, millis }) => ({ command: RemotingCommand.decode(bytes), millis }))
  return commits.filter(({ command }) => command.getExtField('consumerGroup') === group).map(({ command, millis }) => ({
    millis, queue: `${command.getExtField('bname')}/${command.getExtField('queueId')}`, offset: Number(command.getExtField('commitOffset')),
  }))
}

/** Runs an application of the test's own in the cluster, from a moment on. Killing its process is `kill -9`. */
export function application(
  cluster: Cluster,
  { name, host, atMillis }: { readonly name: string; readonly host: string; readonly atMillis: number },
  body: (process: Process, environment: ClientEnvironment, namesrvAddr: string) => Blocking<void>,
): Process {
  const process = cluster.kernel.createProcess({ name, host })
  const environment = { wire: cluster.wire, compressor: new PakoCompressor() }
  const namesrvAddr = cluster.scenario.nameServers.map((each) => `${each.host}:${each.port}`).join(';')
  cluster.kernel.schedule(atMillis * 1000, `${name} starts`, () => process.spawn('main', () => body(process, environment, namesrvAddr), true))
  return process
}
