import { runWithHost } from '../../engine/adapters/host/runWithHost'
import { PakoCompressor } from '../../engine/adapters/zlib/PakoCompressor'
import { BrokerConfig } from '../../engine/broker/BrokerConfig'
import { DefaultMQProducer } from '../../engine/client/producer/DefaultMQProducer'
import type { SendResult } from '../../engine/client/producer/SendResult'
import { applyConfig } from '../../engine/cluster/applyConfig'
import { Cluster } from '../../engine/cluster/Cluster'
import type { Fault } from '../../engine/cluster/Fault'
import { parseScenario } from '../../engine/adapters/scenario/parseScenario'
import { Message } from '../../engine/common/message/Message'
import { MessageQueue } from '../../engine/common/message/MessageQueue'
import type { Blocking } from '../../engine/kernel/Blocking'
import { sleep } from '../../engine/kernel/sleep'
import { MemoryDisk } from '../../engine/ports/memory/MemoryDisk'
import { MessageStoreConfig } from '../../engine/store/config/MessageStoreConfig'
import { exportStore } from '../../engine/worker/archive/exportStore'

export const BROKER = 'broker-a'
export const CLUSTER = 'DefaultCluster'
/** Small files, so that all of them are followed by others. */
export const SIZES = {
  mappedFileSizeCommitLog: 65_536,
  mappedFileSizeConsumeQueue: 2000,
  maxHashSlotNum: 100,
  maxIndexNum: 400,
  timerWheelSlots: 604_800,
  mappedFileSizeTimerLog: 1_048_576,
}
const NAMESRV = '10.0.0.11:9876'
export const TOPICS: Readonly<Record<string, number>> = { Orders: 4, Ledger: 1, Clicks: 8 }
const ORDERS = 900
const BATCHES = 25
const BATCH_SIZE = 12
const HASTY = 150
const LIMIT_MICROS = 3600 * 1_000_000

/** What our own producer was told of a message that our own broker took. */
export interface Sent {
  readonly topic: string
  readonly queueId: number
  readonly queueOffset: number
  readonly physicalOffset: number
  readonly uniqueId: string
  readonly keys: string
  readonly tags: string
  /** Base64 */
  readonly body: string
}

export interface Written {
  readonly sent: readonly Sent[]
  /** The broker's store with its configuration. */
  readonly zip: Uint8Array
}

/** How a broker's run goes and ends. The seed decides what a power cut leaves. */
export interface Run {
  readonly end: 'shutdown' | 'power-cut'
  readonly flushDiskType: 'ASYNC_FLUSH' | 'SYNC_FLUSH'
  readonly seed: number
}

/** Has our own broker take messages of many kinds until the run's end, and packs what is on its disk then. */
export async function writeStore({ end, flushDiskType, seed }: Run): Promise<Written> {
  const disk = new MemoryDisk()
  const cluster = new Cluster(
    scenario(flushDiskType),
    { seed, interventions: [], selector: null },
    { compressor: new PakoCompressor(), diskOf: (node) => (node === BROKER ? disk : new MemoryDisk()) },
  )
  const sent: Sent[] = []
  const { kernel } = cluster
  const application = kernel.createProcess({ name: 'application', host: '10.0.0.31' })
  const main = application.spawn('main', function* () {
    yield* sleep(2000)
    const producer = new DefaultMQProducer(application, { wire: cluster.wire, compressor: new PakoCompressor() }, 'writers')
    producer.namesrvAddr = NAMESRV
    yield* producer.start()
    yield* sendAll(producer, sent)
    const fault: Fault = { kind: end, node: BROKER }
    cluster.disturb(fault)
    yield* sleep(60_000)
  })
  await runWithHost(kernel, { until: () => !main.isAlive, time: LIMIT_MICROS })
  if (main.isAlive) throw new Error('our own broker did not take all messages')
  if (end === 'shutdown') {
    cluster.writeBack()
    await runWithHost(kernel, { time: kernel.now + 60_000_000 })
  }
  let zip: Uint8Array | null = null
  const packing = kernel.createProcess({ name: 'packing', host: 'nowhere' }).spawn('main', function* () {
    zip = yield* exportStore(disk, exportSettings(flushDiskType))
  })
  await runWithHost(kernel, { until: () => !packing.isAlive, time: Infinity })
  if (zip === null) throw new Error('the store could not be packed')
  return { sent, zip }
}

function scenario(flushDiskType: string): ReturnType<typeof parseScenario> {
  return parseScenario({
    version: 1,
    name: 'interop',
    durationMillis: 3_600_000,
    epochMillis: Date.now() - 3_600_000,
    nameServers: [{ name: 'namesrv', host: '10.0.0.11' }],
    brokers: [{
      name: BROKER, host: '10.0.0.21', startAtMillis: 20, cluster: CLUSTER, store: { ...SIZES, flushDiskType },
    }],
    topics: Object.entries(TOPICS).map(([name, queues]) => ({ name, queues, brokers: [BROKER] })),
  })
}

function exportSettings(flushDiskType: string): Parameters<typeof exportStore>[1] {
  const brokerConfig = new BrokerConfig()
  brokerConfig.brokerName = BROKER
  brokerConfig.brokerClusterName = CLUSTER
  const messageStoreConfig = applyConfig(new MessageStoreConfig(), { ...SIZES, flushDiskType }, 'store')
  return { brokerConfig, messageStoreConfig, atMillis: Date.now() }
}

/** Single messages with several keys and tags, an ordered topic, batches, large bodies that are compressed, Unicode. */
function* sendAll(producer: DefaultMQProducer, sent: Sent[]): Blocking<void> {
  for (let number = 0; number < ORDERS; number++) {
    const message = new Message('Orders', bodyOf(number))
    message.setKeys(number % 3 === 0 ? `order-${number} customer-${number % 40}` : `order-${number}`)
    if (number % 5 !== 0) message.setTags(number % 2 === 0 ? 'Paid' : '已付款')
    note(sent, [message], yield* producer.send(message))
    if (number % 50 === 0) yield* sleep(700)
    if (number % 3 !== 0) continue
    const entry = new Message('Ledger', new TextEncoder().encode(`entry ${number}`))
    note(sent, [entry], yield* producer.sendToQueue(entry, new MessageQueue('Ledger', BROKER, 0)))
  }
  for (let batch = 0; batch < BATCHES; batch++) {
    const messages = Array.from({ length: BATCH_SIZE }, (_, index) => {
      const message = new Message('Clicks', new TextEncoder().encode(`click ${batch}.${index}`))
      message.setKeys(`click-${batch}-${index}`)
      return message
    })
    note(sent, messages, yield* producer.sendBatch(messages))
    yield* sleep(100)
  }
  // All at once, so that a power cut finds something that has not been flushed.
  for (let number = 0; number < HASTY; number++) {
    const message = new Message('Orders', bodyOf(number))
    message.setKeys(`hasty-${number}`)
    note(sent, [message], yield* producer.send(message))
  }
}

function bodyOf(number: number): Uint8Array {
  if (number % 100 === 99) return new TextEncoder().encode(`large ${number} `.repeat(1000))
  return new TextEncoder().encode(`订单 ${number} 😀 `.padEnd(40 + ((number * 37) % 300), '.'))
}

/** A batch has one result: ids with commas, and the offset of its first message. */
function note(sent: Sent[], messages: readonly Message[], result: SendResult): void {
  const uniqueIds = result.msgId.split(',')
  const offsetIds = result.offsetMsgId!.split(',')
  messages.forEach((message, index) => {
    sent.push({
      topic: message.topic,
      queueId: result.messageQueue.queueId,
      queueOffset: result.queueOffset + index,
      physicalOffset: Number.parseInt(offsetIds[index]!.slice(-16), 16),
      uniqueId: uniqueIds[index]!,
      keys: message.getKeys() ?? '',
      tags: message.getTags() ?? '',
      body: Buffer.from(message.body!).toString('base64'),
    })
  })
}
