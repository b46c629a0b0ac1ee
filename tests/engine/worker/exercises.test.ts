import { describe, expect, it } from 'vitest'
import { SelectMessageQueueByHash } from '../../../engine/client/producer/selector/SelectMessageQueueByHash'
import type { MessageQueue } from '../../../engine/common/message/MessageQueue'
import { loadScenario } from '../../../engine/cluster/loadScenario'
import type { SelectorName } from '../../../engine/cluster/Scenario'
import { selectorOf } from '../../../engine/cluster/selectors'
import type { Strategy } from '../../../engine/cluster/selectors'
import { check, EXERCISES } from '../../../engine/worker/exercises/check'
import type { MeasureLoad, Verdict } from '../../../engine/worker/exercises/check'
import { measure } from '../../../engine/worker/measure'

type Select = Strategy['select']

const SEEDS = 6

function runsWith(create: () => Strategy): MeasureLoad {
  return (seed, load) => {
    return measure({ scenario: 'load', seed, interventions: [], selector: null, load }, loadScenario(load), create)
  }
}

function verdictOn(exercise: string, strategy: SelectorName | (() => Strategy), seeds = SEEDS): Promise<Verdict> {
  return check(exercise, seeds, runsWith(typeof strategy === 'string' ? () => selectorOf(strategy) : strategy))
}

/** Always the first queue of the list, or the one that `choose` picks. */
function strategy(select: Select): () => Strategy {
  return () => ({ select })
}

/** The hot key goes round, once it is known to be hot. */
class HotKeyStrategy {
  private readonly counts = new Map<unknown, number>()
  private messages = 0

  select(mqs: readonly MessageQueue[], ...[msg, arg]: [never, unknown]): MessageQueue | null {
    const count = (this.counts.get(arg) ?? 0) + 1
    this.counts.set(arg, count)
    this.messages++
    if (count >= 10 && count * 4 > this.messages) return mqs[count % mqs.length] ?? null
    return new SelectMessageQueueByHash().select(mqs, msg, arg)
  }
}

/** Two of three messages stay near. */
function nearRoom(near: number, of: number): () => Strategy {
  return () => {
    let messages = 0
    return {
      select(mqs) {
        const isNear = messages++ % of < near
        const room = mqs.filter(({ brokerName }) => brokerName.startsWith('room1-') === isNear)
        return room[messages % room.length] ?? mqs[0] ?? null
      },
    }
  }
}

const hash = selectorOf('hash')
/** Half of the keys change their queue after the fiftieth message. */
function fickle(): Strategy {
  let messages = 0
  return { select: (mqs, msg, arg) => (messages++ < 50 ? hash.select(mqs, msg, arg) : mqs[messages % mqs.length]!) }
}

const RIGHT: ReadonlyArray<readonly [string, string, SelectorName | (() => Strategy)]> = [
  ['keep-order', 'hash', 'hash'],
  ['keep-order', 'consistent hash', 'consistent-hash'],
  ['survive-broker', 'consistent hash', 'consistent-hash'],
  ['spread-hot-key', 'counting', () => new HotKeyStrategy() as never],
  ['near-room', 'two of three', nearRoom(2, 3)],
  ['avoid-slow', 'avoid slow', 'avoid-slow'],
]

const WRONG: ReadonlyArray<readonly [string, string, SelectorName | (() => Strategy), string]> = [
  ['keep-order', 'round robin', 'round-robin', 'moved'],
  ['keep-order', 'random', 'random', 'moved'],
  ['keep-order', 'fickle', fickle, 'moved'],
  ['keep-order', 'machine room', 'machine-room', 'failed'],
  ['keep-order', 'all in one', strategy((mqs) => mqs[0] ?? null), 'one-queue'],
  ['survive-broker', 'hash', 'hash', 'moved'],
  ['survive-broker', 'round robin', 'round-robin', 'moved'],
  ['survive-broker', 'all in one', strategy((mqs) => mqs.at(-1) ?? null), 'one-queue'],
  ['survive-broker', 'all in one that dies', strategy((mqs) => mqs[0] ?? null), 'one-queue'],
  ['spread-hot-key', 'hash', 'hash', 'not-spread'],
  ['spread-hot-key', 'round robin', 'round-robin', 'moved'],
  ['near-room', 'round robin', 'round-robin', 'far'],
  ['near-room', 'all near', nearRoom(1, 1), 'overloaded'],
  ['near-room', 'four of five', nearRoom(4, 5), 'overloaded'],
  ['avoid-slow', 'round robin', 'round-robin', 'still-used'],
  ['avoid-slow', 'hash', 'hash', 'still-used'],
  ['avoid-slow', 'never there', strategy((mqs) => mqs.at(-1) ?? null), 'never-used'],
]

describe('an exercise', () => {
  it.each(RIGHT)('%s is passed by: %s', async (exercise, _, right) => {
    expect(await verdictOn(exercise, right)).toEqual({ passed: true, seedsRun: SEEDS, counterexample: null })
  })

  it.each(WRONG)('%s is not passed by: %s', async (exercise, _, wrong, reason) => {
    const { passed, counterexample } = await verdictOn(exercise, wrong)
    expect(passed).toBe(false)
    expect(counterexample).toMatchObject({ reason })
    // The counterexample says itself why: the same run, judged once more.
    const { key, call } = counterexample!
    const again = await runsWith(typeof wrong === 'string' ? () => selectorOf(wrong) : wrong)(key.seed, key.load!)
    const judge = EXERCISES.find(({ id }) => id === exercise)!
    expect(judge.judge(again)).toEqual({ call, reason })
  })

  it('has as few messages in its counterexample as show it', async () => {
    const { counterexample } = await verdictOn('keep-order', 'round-robin')
    expect(counterexample!.key.load).toMatchObject({ messages: 2, distinctKeys: 1, brokers: 1, queues: 2 })
    expect(counterexample!.call).toBe(1)
  })

  it('keeps what a counterexample needs', async () => {
    const slow = (await verdictOn('avoid-slow', 'round-robin')).counterexample!.key.load!
    expect(slow).toMatchObject({ brokers: 2, middle: 'broker-slow' })
    expect(slow.messages).toBeLessThanOrEqual(16)
    const dies = (await verdictOn('survive-broker', 'hash')).counterexample!.key.load!
    expect(dies).toMatchObject({ middle: 'broker-dies' })
    expect(dies.messages).toBeLessThan(200)
  })

  it('has another load for another seed', () => {
    for (const { load } of EXERCISES) expect(load(1)).not.toEqual(load(2))
  })

  it('has an id of its own', () => {
    expect(new Set(EXERCISES.map(({ id }) => id)).size).toBe(EXERCISES.length)
  })

  it('that does not exist is refused by its name', async () => {
    await expect(verdictOn('squaring-the-circle', 'hash')).rejects.toThrow('squaring-the-circle')
  })
})
