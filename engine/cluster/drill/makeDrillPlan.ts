import { MICROS_PER_MILLI } from '../../kernel/Blocking'
import { Random } from '../../kernel/Random'
import type { DrillPlan, Operation, PlannedMessage } from './DrillPlan'

const TOPICS = ['Orders', 'Payments', '%RETRY%audit']
const QUEUES = 2
const KEYS = 12
/** Sizes that come up again and again: records of one size fit exactly where others have been. */
const COMMON_SIZES = [10, 100, 700, 1024]

const SEQUEL_STREAM = 1_000_000_007
const BURST_STREAM = 2_000_000_011
const HICCUP_STREAM = 3_000_000_019
/** One drill in three ends with bursts. */
const BURST_ODDS = 3
/** One drill in three ends with a device that fails for a moment, before the bursts. */
const HICCUP_ODDS = 3
/** One drill in three has a sequel. */
const SEQUEL_ODDS = 3

/** A plan that depends on nothing but the seed. */
export function makeDrillPlan(seed: number): DrillPlan {
  const random = new Random(seed)
  const usualSize = pick(random, COMMON_SIZES)
  const count = 10 + random.nextInt(60)
  return {
    seed,
    flushDiskType: random.nextInt(2) === 0 ? 'SYNC_FLUSH' : 'ASYNC_FLUSH',
    wholeRecordCrc: random.nextInt(2) === 0,
    transientStorePool: random.nextInt(5) === 0,
    logFileSize: pick(random, [16, 64]) * 1024,
    queueFileSize: pick(random, [50, 1024]) * 20,
    operations: [
      ...Array.from({ length: count }, () => makeOperation(random, usualSize)),
      ...makeSequel(new Random(seed + SEQUEL_STREAM), usualSize),
      ...makeHiccups(new Random(seed + HICCUP_STREAM)),
      ...makeBursts(new Random(seed + BURST_STREAM)),
    ],
  }
}

/**
 * Operations that were added later come at the end and are drawn from numbers of their own, so that a seed keeps its meaning
 * up to there.
 */
function makeSequel(random: Random, usualSize: number): Operation[] {
  if (random.nextInt(SEQUEL_ODDS) > 0) return []
  const flip: Operation = {
    do: 'flip-derived-bit',
    file: pick(random, ['queue', 'queue', 'index', 'checkpoint'] as const),
    place: random.nextInt(1_000_000),
    bit: random.nextInt(8),
    isClean: random.nextInt(2) === 0,
  }
  const count = random.nextInt(10)
  return [flip, ...Array.from({ length: count }, () => makeSequelOperation(random, usualSize))]
}

function makeSequelOperation(random: Random, usualSize: number): Operation {
  const dice = random.nextInt(10)
  if (dice < 6) return { do: 'put', message: makeMessage(random, usualSize), joined: random.nextInt(3) > 0 }
  if (dice < 7) return { do: 'advance', millis: random.nextInt(pick(random, [30, 1500, 12_000])) }
  if (dice < 8) return makeKill(random)
  return { do: 'power-cut', microsLater: random.nextInt(2000), chance: random.nextInt(1_000_000) }
}

/**
 * While messages come all at once, and fill files of the index, the device fails for a moment: for less than a flush takes, or
 * longer. A process that dies and one that takes over know nothing of it; then a power cut shows what was not written.
 */
function makeHiccups(random: Random): Operation[] {
  if (random.nextInt(HICCUP_ODDS) > 0) return []
  const rounds = Array.from({ length: 1 + random.nextInt(4) }, () => makeHiccup(random))
  const cut: Operation = { do: 'power-cut', microsLater: random.nextInt(2000), chance: random.nextInt(1_000_000) }
  return [...rounds.flat(), { do: 'advance', millis: random.nextInt(3000) }, makeKill(random), cut]
}

function makeHiccup(random: Random): Operation[] {
  const size = pick(random, COMMON_SIZES)
  const count = 5 + random.nextInt(20)
  const puts = Array.from({ length: count }, (): Operation => ({
    do: 'put',
    message: { ...makeMessage(random, size), key: `key-${random.nextInt(KEYS)}` },
    joined: false,
  }))
  const micros = 1 + random.nextInt(pick(random, [200, 2000, 50_000]))
  return [...puts, { do: 'disk-fails', microsLater: random.nextInt(3000), micros }]
}

/**
 * Messages that fill files of the log and of the index, with pauses in which the checkpoint moves on, up to a crash: what it
 * vouches for must be on the disk by then.
 */
function makeBursts(random: Random): Operation[] {
  if (random.nextInt(BURST_ODDS) > 0) return []
  const rounds = Array.from({ length: 1 + random.nextInt(3) }, () => makeBurst(random))
  const cut: Operation = { do: 'power-cut', microsLater: random.nextInt(2000), chance: random.nextInt(1_000_000) }
  return [{ do: 'advance', millis: random.nextInt(70_000) }, ...rounds.flat(), random.nextInt(4) === 0 ? makeKill(random) : cut]
}

function makeBurst(random: Random): Operation[] {
  const size = 300 + random.nextInt(1200)
  const count = 5 + random.nextInt(30)
  const puts = Array.from({ length: count }, (): Operation => ({
    do: 'put',
    message: { ...makeMessage(random, size), key: `key-${random.nextInt(KEYS)}` },
    joined: random.nextInt(4) > 0,
  }))
  return [...puts, { do: 'advance', millis: random.nextInt(pick(random, [500, 5000, 11_000])) }]
}

function makeOperation(random: Random, usualSize: number): Operation {
  const dice = random.nextInt(100)
  if (dice < 55) return { do: 'put', message: makeMessage(random, usualSize), joined: random.nextInt(3) > 0 }
  if (dice < 63) return makeBatch(random, usualSize)
  if (dice < 76) return { do: 'advance', millis: random.nextInt(pick(random, [3, 30, 30, 500, 1500, 12_000, 70_000])) }
  if (dice < 80) return { do: 'check' }
  if (dice < 81) return { do: 'clean' }
  if (dice < 84) return makeFault(random)
  if (dice < 87) return { do: 'shut-down' }
  if (dice < 92) return makeKill(random)
  if (dice < 98) return { do: 'power-cut', microsLater: random.nextInt(2000), chance: random.nextInt(1_000_000) }
  const place = random.nextInt(1_000_000)
  return { do: 'flip-bit', place, bit: random.nextInt(8), isClean: random.nextInt(2) === 0 }
}

function makeBatch(random: Random, usualSize: number): Operation {
  const message = makeMessage(random, Math.min(usualSize, 300))
  return { do: 'batch', message, count: 1 + random.nextInt(8), joined: random.nextInt(3) > 0 }
}

/** A kill leaves nothing to chance, but draws a number like a power cut, so that a seed keeps its meaning. */
function makeKill(random: Random): Operation {
  const microsLater = random.nextInt(2000)
  random.nextInt(1_000_000)
  return { do: 'kill', microsLater }
}

function makeFault(random: Random): Operation {
  const what = pick(random, ['disk-full', 'disk-fails', 'short-reads'] as const)
  const millis = random.nextInt(pick(random, [100, 1000, 1000, 1000, 8000, 40_000]))
  return { do: what, microsLater: 0, micros: millis * MICROS_PER_MILLI }
}

function makeMessage(random: Random, usualSize: number): PlannedMessage {
  return {
    topic: pick(random, TOPICS),
    queueId: random.nextInt(QUEUES),
    size: random.nextInt(3) > 0 ? usualSize : random.nextInt(random.nextInt(10) === 0 ? 12_000 : 1500),
    key: random.nextInt(2) === 0 ? `key-${random.nextInt(KEYS)}` : '',
    waits: random.nextInt(5) > 0,
  }
}

function pick<T>(random: Random, choices: readonly T[]): T {
  return choices[random.nextInt(choices.length)]!
}
