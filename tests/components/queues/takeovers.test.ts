import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { faultsFor, targetsOf } from '../../../components/faults/logic/faultChoices'
import { faultLabel } from '../../../components/faults/logic/branchLabel'
import { stepperEn } from '../../../components/i18n/en/stepper'
import { stepperZh } from '../../../components/i18n/zh/stepper'
import { listenerAt, nodesAt } from '../../../components/queues/logic/listenerAt'
import { rebalancesOf } from '../../../components/queues/logic/takeovers'
import { takeoverSentence } from '../../../components/queues/logic/takeoverSentence'
import { describeMark } from '../../../components/sequence/logic/describe'
import { ownRun } from '../../../content/ownRun'
import type { Fault } from '../../../engine/worker/protocol'

const FILE = path.resolve(import.meta.dirname, '../../../content/scenarios/consume.json')
const run = await ownRun(FILE)

function slice(millis: number): number {
  return Math.round(millis)
}

describe('who takes over from whom', () => {
  const { queues, takeovers } = rebalancesOf(run)
  const ofTopic = takeovers.filter(({ topic }) => topic === 'OrderPaid')

  test('each queue has had its members one after the other', () => {
    const told = queues.map(({ topic, queue, tenures }) => `${topic} ${queue}: ${tenures.map(({ node, end }) => `${node} ${end ?? ''}`.trim()).join(', ')}`)
    expect(told).toEqual([
      'OrderPaid broker-a/0: billing-1 death, billing-2', 'OrderPaid broker-a/1: billing-1 death, billing-2',
      'OrderPaid broker-a/2: billing-1 given-up, billing-2', 'OrderPaid broker-a/3: billing-1 given-up, billing-2',
      '%RETRY%billing broker-a/0: billing-1 death, billing-2',
    ])
  })

  test('with the time between, what was in flight, and what is consumed twice', () => {
    const [given, , dead] = [ofTopic[0]!, ofTopic[1]!, ofTopic.find(({ queue, isDeath }) => isDeath && queue === 'broker-a/1')!]
    expect(given).toMatchObject({ queue: 'broker-a/2', from: 'billing-1', to: 'billing-2', isDeath: false, inFlight: [], twice: [] })
    expect(given.gap).toBeGreaterThan(900_000)
    expect(dead).toMatchObject({ from: 'billing-1', to: 'billing-2', inFlight: [1, 5, 6] })
    // What it had consumed and not committed, counted from the events themselves.
    const consumed = (node: string): unknown[] => run.marks.filter(({ data, node: own }) => (
      own === node && data['type'] === 'consume-ended' && data['topic'] === 'OrderPaid' && data['queueId'] === 1 && data['outcome'] === 'CONSUME_SUCCESS'
    )).map(({ data }) => data['queueOffset'])
    expect(dead.twice.length).toBeGreaterThan(0)
    expect(dead.twice).toEqual(consumed('billing-1').filter((offset) => consumed('billing-2').includes(offset)))
  })

  test('are sentences, in both languages', () => {
    const dead = ofTopic.find(({ queue, isDeath }) => isDeath && queue === 'broker-a/1')!
    const sentence = takeoverSentence(dead, stepperEn)
    expect(sentence).toMatch(/^OrderPaid broker-a\/1: billing-2 takes over from billing-1, which is dead; /)
    expect(sentence).toMatch(/; 3 messages were in flight \(1, 5, 6\); \d consumed twice \([\d, ]+\)\.$/)
    expect(takeoverSentence(ofTopic[0]!, stepperEn)).toContain('nothing was in flight; none consumed twice.')
    expect(takeoverSentence(dead, stepperZh)).toMatch(/^OrderPaid broker-a\/1：billing-2 从已死的 billing-1 手里接过；.*3 条消息在途/)
  })
})

describe('what a reader can do to a consumer', () => {
  const statuses = new Map([['billing-1', 'running'], ['broker-a', 'running']] as const)
  const listeners = new Map([['billing-1', { millis: 100, outcome: 'success' }]] as const)
  const kinds = (node: string): string[] => faultsFor({ type: 'node', node }, run.nodes, { statuses, links: [], listeners }).map(({ kind }) => kind)

  test('its listener is set, and one like it is added', () => {
    expect(kinds('billing-1')).toEqual(['kill', 'power-cut', 'shutdown', 'pause', 'set-listener', 'add-consumer'])
    expect(kinds('broker-a')).not.toContain('set-listener')
  })

  test('has a name, in both languages', () => {
    const set: Fault = { kind: 'set-listener', node: 'billing-1', millis: 500, outcome: 'later' }
    expect(faultLabel(set, stepperEn)).toBe('billing-1: 500 ms, then “later”')
    expect(faultLabel(set, stepperZh)).toBe('billing-1：500 毫秒，然后“稍后再试”')
    expect(faultLabel({ kind: 'add-consumer', node: 'billing-1' }, stepperEn)).toBe('one more consumer like billing-1')
  })
})

test('a run in which a consumer is set and one is added: it is among the nodes from then on', async () => {
  const faults: readonly Fault[] = [
    { kind: 'set-listener', node: 'billing-1', millis: 500, outcome: 'later' }, { kind: 'add-consumer', node: 'billing-1' },
  ]
  const changed = await ownRun(FILE, { interventions: faults.map((fault) => ({ slice: slice(700), fault })) })
  const [set, added] = changed.marks.filter(({ kind }) => kind === 'fault')
  expect(listenerAt(changed, 'billing-1', set!.event - 1)).toEqual({ millis: 100, outcome: 'success' })
  expect(listenerAt(changed, 'billing-1', set!.event)).toEqual({ millis: 500, outcome: 'later' })
  expect(listenerAt(changed, 'broker-a', set!.event)).toBeNull()
  expect(describeMark(set!, stepperEn)).toContain('its listener takes 500 ms, then “later”')
  expect(changed.nodes.map(({ name }) => name)).toContain('billing-3')
  const targets = (event: number): string[] => targetsOf(nodesAt(changed, event)).flatMap((each) => (each.type === 'node' ? [each.node] : []))
  expect(targets(added!.event - 1)).not.toContain('billing-3')
  expect(targets(changed.events - 1)).toContain('billing-3')
  expect(rebalancesOf(changed).queues.flatMap(({ tenures }) => tenures.map(({ node }) => node))).toContain('billing-3')
})
