import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { notesOf } from '../../../components/cluster/logic/notesOf'
import { placeNodes } from '../../../components/cluster/logic/placement'
import { stepperEn } from '../../../components/i18n/en/stepper'
import { handOvers } from '../../../components/queues/logic/handOvers'
import { hasConsumers } from '../../../components/queues/logic/hasConsumers'
import { consumersAt, type ConsumersView, type QueueView } from '../../../components/queues/logic/queuesAt'
import { ownRun } from '../../../content/ownRun'

const SCENARIOS = path.resolve(import.meta.dirname, '../../../content/scenarios')
const run = await ownRun(path.join(SCENARIOS, 'consume.json'))

/** The view right after the last event at or before a time in ms. */
function at(millis: number): ConsumersView {
  const event = run.marks.findLast(({ time }) => time <= millis * 1000)!.event
  return consumersAt(run, event, millis * 1000)
}

function queue(millis: number, queueId: number, topic = 'OrderPaid'): QueueView {
  return at(millis).queues.find((each) => each.topic === topic && each.queueId === queueId)!
}

describe('the queues of a run with consumers', () => {
  test('have their place from the start, those that are tried again last, and nothing is known of them', () => {
    const { queues, pulls, threads } = at(500)
    expect(queues.map(({ topic, queueId }) => `${topic} ${queueId}`)).toEqual([
      'OrderPaid 0', 'OrderPaid 1', 'OrderPaid 2', 'OrderPaid 3', '%RETRY%billing 0',
    ])
    for (const { owners, min, max, committed, pulled, lag, messages } of queues) {
      expect([owners, min, max, committed, pulled, lag, messages]).toEqual([[], null, null, null, null, null, []])
    }
    expect([pulls, threads]).toEqual([[], []])
  })

  test('are the first consumer’s, then shared, with a second between in which nobody has some of them', () => {
    const owners = (millis: number): string[] => at(millis).queues.map((each) => each.owners.join())
    expect(owners(3000)).toEqual(Array(5).fill('billing-1'))
    expect(owners(4500)).toEqual(['billing-1', 'billing-1', '', '', 'billing-1'])
    expect(owners(6000)).toEqual(['billing-1', 'billing-1', 'billing-2', 'billing-2', 'billing-1'])
    expect(owners(38_404)).toEqual(['', '', 'billing-2', 'billing-2', ''])
    expect(owners(39_000)).toEqual(Array(5).fill('billing-2'))
  })

  test('are committed only as far as the slowest message, whatever else is done', () => {
    const { messages, ...now } = queue(38_350, 1)
    expect(now).toMatchObject({ min: 0, max: 7, committed: 1, pulled: 7, lag: 6, held: [1, 5, 6] })
    expect(messages.map(({ state }) => state)).toEqual(['committed', 'working', 'done', 'done', 'done', 'working', 'held'])
    expect(queue(45_000, 1)).toMatchObject({ committed: 7, lag: 0, held: [] })
  })

  test('lose what a consumer held when it dies: only what was committed is behind them', () => {
    const { messages, pulled, held } = queue(38_404, 1)
    expect([pulled, held]).toEqual([null, []])
    expect(messages.map(({ state }) => state)).toEqual(['committed', ...Array(6).fill('waiting')])
  })
})

describe('pulls', () => {
  test('wait with the time that is left, and are over until the next check', () => {
    const left = (millis: number): number[] => {
      const pulls = at(millis).pulls.filter(({ from }) => from === 'billing-1')
      return pulls.map((each) => Math.round(each.left / 1000))
    }
    expect(left(3000)).toEqual([14_505, 14_505, 14_505, 14_505, 14_506])
    expect(left(18_000)).toEqual([0, 0, 0, 0, 0])
    expect(left(20_021)).toHaveLength(3)
  })

  test('of a consumer that died wait on, and are known as such', () => {
    expect(at(38_350).pulls.some(({ isOrphan }) => isOrphan)).toBe(false)
    const orphans = at(38_600).pulls.filter(({ isOrphan }) => isOrphan)
    expect(orphans.length).toBeGreaterThan(0)
    expect(new Set(orphans.map(({ from }) => from))).toEqual(new Set(['billing-1']))
  })

  test('stand at the broker on the map, and what threads do at their consumer', () => {
    const notes = notesOf(at(38_350), stepperEn)
    expect(notes.get('broker-a')!.length).toBe(at(38_350).pulls.length)
    expect(notes.get('billing-1')!.map(({ text }) => text)).toEqual([
      'Thread_billing_1 ▸ order-2000', 'Thread_billing_2 ▸ order-2004',
    ])
    expect(notesOf(at(38_404), stepperEn).has('billing-1')).toBe(false)
  })

  test('have one line together where there is no room for each', () => {
    const { pulls } = at(38_350)
    const [all, none] = [pulls.length - 1, pulls.length].map((most) => notesOf(at(38_350), stepperEn, most).get('broker-a')!)
    expect(all!.map(({ text }) => text)).toEqual([`${pulls.length} pulls wait`])
    expect(none).toHaveLength(pulls.length)
  })
})

test('hand-overs: who gives up, who takes, and who dies', () => {
  const told = handOvers(run).filter(({ topic }) => topic === 'OrderPaid').map(({ node, gained, lost, isDeath }) => {
    return `${node} +${gained.length} -${lost.length}${isDeath ? ' dies' : ''}`
  })
  expect(told).toEqual(['billing-1 +4 -0', 'billing-1 +0 -2', 'billing-2 +2 -0', 'billing-1 +0 -2 dies', 'billing-2 +2 -0'])
})

test('on the map many consumers keep clear of each other', () => {
  for (const count of [2, 4, 5, 8]) {
    const many = Array.from({ length: count }, (_, index) => ({ name: `c-${index}`, role: 'consumer', host: '', address: '' } as const))
    const places = [...placeNodes(many).values()]
    for (const [index, one] of places.entries()) {
      for (const other of places.slice(index + 1)) {
        // A sign takes about a quarter of the pane's width, and an eighth of its height.
        expect(Math.abs(one.x - other.x) >= 24 || Math.abs(one.y - other.y) >= 14, `${count}: ${index}`).toBe(true)
      }
    }
  }
})

test('a run without consumers has none of it, and everybody stands where they stood', async () => {
  const other = await ownRun(path.join(SCENARIOS, 'send-call.json'))
  expect([hasConsumers(other), hasConsumers(run)]).toEqual([false, true])
  const nothing = { queues: [], pulls: [], threads: [], deadLetters: [] }
  expect(consumersAt(other, other.events, other.endTime)).toEqual(nothing)
  expect(placeNodes(other.nodes).get('broker-b')).toEqual({ x: 82, y: 86 })
  const places = placeNodes(run.nodes)
  expect(places.get('billing-1')!.y).toBeGreaterThan(places.get('broker-a')!.y)
})

test('a message that was tried too often is a dead letter of its group', async () => {
  const other = await ownRun(path.join(SCENARIOS, 'dead-letter.json'))
  const appended = other.marks.find(({ data }) => data['type'] === 'log-append' && data['topic'] === '%DLQ%billing')!
  expect(consumersAt(other, appended.event - 1, appended.time).deadLetters).toEqual([])
  expect(consumersAt(other, appended.event, appended.time).deadLetters).toEqual([{ group: 'billing', node: 'broker-a', message: 'order-1' }])
})
