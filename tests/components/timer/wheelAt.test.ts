import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { hasWheel } from '../../../components/timer/logic/hasWheel'
import { wheelsAt, type TimedMessage, type WheelView } from '../../../components/timer/logic/wheelAt'
import { ownRun } from '../../../content/ownRun'

const SCENARIOS = path.resolve(import.meta.dirname, '../../../content/scenarios')
const run = await ownRun(path.join(SCENARIOS, 'timed.json'))
const EPOCH = 1_700_000_000_000

/** The wheel right after the last event at or before a time in ms. */
function at(millis: number): WheelView {
  const event = run.marks.findLast(({ time }) => time <= millis * 1000)!.event
  return wheelsAt(run, event)[0]!
}

function message(millis: number, name: string): TimedMessage {
  return at(millis).messages.find((each) => each.name === name)!
}

describe('the wheel of a run with timed messages', () => {
  test('is there once the first has come, and not in runs without one', async () => {
    expect(hasWheel(run)).toBe(true)
    expect(hasWheel(await ownRun(path.join(SCENARIOS, 'send-call.json')))).toBe(false)
    expect(at(1000)).toBeUndefined()
  })

  test('has messages in their slots, the last to come at the beginning of the chain', () => {
    const { slots, inTopic } = at(3000)
    expect(inTopic).toBe(0)
    const chains = slots.map(({ slotMillis, chain }) => [(slotMillis - EPOCH) / 1000, ...chain.map(({ name, kind }) => `${name} ${kind}`)])
    expect(chains).toEqual([
      [11, 'taken-back waiting', 'in-ten-seconds waiting'],
      [17, 'beyond-the-window around'],
    ])
  })

  test('moves its hand with the clock, and each slot behind it is empty', () => {
    for (const millis of [3000, 7500, 12_400, 20_000, 33_000]) {
      const { handMillis, slots } = at(millis)
      expect(millis + EPOCH - handMillis!).toBeLessThan(1250)
      expect(slots.every(({ slotMillis }) => slotMillis >= handMillis!)).toBe(true)
    }
  })

  test('lets a message go when it is due, and not before', () => {
    const before = message(11_500, 'in-ten-seconds')
    expect([before.state, before.endMillis]).toEqual(['waiting', null])
    const { state, endMillis, dueMillis } = message(13_000, 'in-ten-seconds')
    expect(state).toBe('delivered')
    expect(endMillis).toBeGreaterThanOrEqual(dueMillis)
    expect(endMillis! - dueMillis).toBeLessThan(250)
  })

  test('has a message go around until its time can be reached', () => {
    expect(message(3000, 'beyond-the-window')).toMatchObject({ state: 'around', rolls: 0 })
    expect(message(20_000, 'beyond-the-window')).toMatchObject({ state: 'waiting', rolls: 1, slotMillis: EPOCH + 29_000 })
    expect(message(32_000, 'beyond-the-window')).toMatchObject({ state: 'delivered', rolls: 1 })
  })

  test('keeps a recall beside its message, and drops both', () => {
    expect(message(4000, 'taken-back').isRecalled).toBe(false)
    expect(message(6000, 'taken-back')).toMatchObject({ state: 'waiting', isRecalled: true })
    const kinds = at(6000).slots.find(({ slotMillis }) => slotMillis === EPOCH + 11_000)!.chain.map(({ kind }) => kind)
    expect(kinds).toEqual(['recall', 'waiting', 'waiting'])
    expect(message(13_000, 'taken-back')).toMatchObject({ state: 'recalled' })
  })

  test('is empty at the end: everything that was not recalled is consumed', () => {
    const { slots, messages } = at(36_000)
    expect(slots).toEqual([])
    expect(messages.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'in-ten-seconds delivered', 'beyond-the-window delivered', 'taken-back recalled', 'together-0 delivered', 'together-1 delivered',
      'together-2 delivered',
    ])
    const consumed = run.marks.filter(({ data }) => data['type'] === 'consume-ended').map(({ data }) => data['keys'])
    expect([...consumed].sort()).toEqual(['beyond-the-window', 'in-ten-seconds', 'together-0', 'together-1', 'together-2'])
  })
})
