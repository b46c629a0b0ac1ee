/**
 * How a whole cluster grows: brokers, queues, clients, messages and faults, each with its exponent; and whether the memory of a large
 * one stays bounded. Plain build, disks in memory. Each is measured in turn with the smallest one of its row.
 */
import type { ClusterSize } from '../../engine/worker/large/ClusterSize'
import { runToEnd } from './support/growthWorkload'
import { median, perSecond, print } from './support/report'

const RUNS = 3
const MIB = 1024 * 1024
const BASE: ClusterSize = { brokers: 2, queues: 4, producers: 2, consumers: 2, messages: 4000, faults: 0 }
const LARGE: ClusterSize = { brokers: 20, queues: 4, producers: 25, consumers: 25, messages: 1_000_000, faults: 100 }
const LARGE_PARTS = 5

/** What grows, and to which sizes. */
const ROWS: ReadonlyArray<readonly [string, readonly number[], (size: number) => Partial<ClusterSize>]> = [
  ['messages', [1000, 4000, 16_000, 64_000], (messages) => ({ messages })],
  ['brokers', [1, 4, 16, 64], (brokers) => ({ brokers, queues: 1 })],
  ['queues of a topic', [4, 16, 64, 256], (queues) => ({ queues, brokers: 1 })],
  ['producers', [2, 8, 32, 128], (producers) => ({ producers })],
  ['consumers', [2, 8, 32, 128], (consumers) => ({ consumers, queues: 64 })],
  ['brokers, queues and clients', [1, 2, 4, 8, 16], (size) => ({ brokers: size, queues: 4, producers: size, consumers: size })],
  ['faults', [100, 400, 1600, 6400], (faults) => ({ faults })],
]

runToEnd(BASE)
runToEnd(BASE)
for (const [name, sizes, change] of ROWS) {
  const ratios = sizes.map((size) => ratioTo({ ...BASE, ...change(sizes[0]!) }, { ...BASE, ...change(size) }))
  const table = sizes.map((size, index) => `${size}: ${ratios[index]!.toFixed(1)}×`).join('  ')
  const last = exponent(sizes.slice(-2), ratios.slice(-2))
  print(`${name.padEnd(28)} n^${exponent(sizes, ratios).toFixed(2)} (the last step n^${last.toFixed(2)})   ${table}`)
}
measureMemory()

/** How many times as long the larger one takes; both are measured in turn. */
function ratioTo(smaller: ClusterSize, larger: ClusterSize): number {
  return median(Array.from({ length: RUNS }, () => {
    const small = runToEnd(smaller)
    return runToEnd(larger) / small
  }))
}

/** The slope of the line that fits best in a picture with two logarithmic scales. */
function exponent(sizes: readonly number[], costs: readonly number[]): number {
  const [x, y] = [sizes.map(Math.log), costs.map(Math.log)]
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const [meanX, meanY] = [mean(x), mean(y)]
  const covariance = mean(x.map((value, index) => (value - meanX) * (y[index]! - meanY)))
  return covariance / mean(x.map((value) => (value - meanX) ** 2))
}

/** What is still there after everything has gone that can, as a large cluster goes on. */
function measureMemory(): void {
  const { brokers, producers, consumers, messages, faults } = LARGE
  print(`${brokers} brokers, ${producers + consumers} clients, ${messages.toLocaleString('en')} messages, ${faults} faults:`)
  const before = used()
  const seconds = runToEnd(LARGE, LARGE_PARTS, (consumed) => print(`  ${memoryAfter(consumed, before)}`))
  print(`  ${perSecond(messages, seconds)} messages a second of the processor: sent, stored, consumed and committed`)
}

function memoryAfter(consumed: number, before: Used): string {
  const { heap, buffers } = used()
  const [objects, bytes, whole] = [heap - before.heap, buffers - before.buffers, process.memoryUsage().rss].map(inMib)
  return `after ${consumed.toLocaleString('en')} messages: objects ${objects}, bytes of disks, caches and wires ${bytes}, process ${whole}`
}

function inMib(bytes: number): string {
  return `${(bytes / MIB).toFixed(0)} MiB`
}

interface Used {
  readonly heap: number
  readonly buffers: number
}

function used(): Used {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return { heap: heapUsed, buffers: arrayBuffers }
}
