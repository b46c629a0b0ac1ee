import { describe, expect, test } from 'vitest'
import { ownEn, type OwnTexts } from '../../../components/i18n/en/own'
import { ownZh } from '../../../components/i18n/zh/own'
import {
  groupSentences, lagOf, listenerSentence, problemOfConsumer, subscriptionSentence, unreadTopics,
} from '../../../components/owncluster/logic/consumerSentences'
import { createOwn } from '../../../components/owncluster/logic/createOwn'
import type { OwnConsumer, OwnConsumerSetup, OwnGroup, OwnReply, OwnRequest } from '../../../engine/worker/owncluster/ownProtocol'
import { OwnWorker, stateOf } from './support/OwnWorker'

const SETUP: OwnConsumerSetup = {
  group: 'billing', topic: 'Orders', filter: { by: 'tags', text: '' }, way: 'clustering', maxReconsumeTimes: -1,
  listener: { millis: 100, outcome: 'success' },
}

function consumer(change: Partial<OwnConsumer> = {}): OwnConsumer {
  return {
    ...SETUP, name: 'consumer-1', isToRun: true, status: 'running', trouble: null, atWork: 0, localOffsets: [],
    queues: [{ topic: 'Orders', queueId: 0 }], ...change,
  }
}

function groupOf(change: Partial<OwnGroup> = {}): OwnGroup {
  return {
    group: 'billing', members: [consumer()], disagreement: null, retry: 0, dead: 0,
    consumed: 0, due: 0, again: 0, gone: 0, last: [],
    queues: [{ topic: 'Orders', queueId: 0, minOffset: 0, maxOffset: 9, committed: 4, lag: 5, machine: null, owners: ['consumer-1'] }],
    ...change,
  }
}

function texts(change: Partial<OwnGroup>, language: OwnTexts = ownEn): string[] {
  return groupSentences(groupOf(change), language).map(({ text }) => text)
}

describe('what there is to say of a group', () => {
  test('nothing when all is well', () => {
    expect(texts({})).toEqual([])
    expect(lagOf(groupOf())).toBe(5)
  })

  test('what was consumed and not committed, and what of it has come again', () => {
    expect(texts({ due: 6, again: 2 })).toEqual([
      '6 messages had been consumed and not yet committed on the broker’s disk when the cluster went. So far 2 have been consumed once more.',
    ])
    expect(texts({ due: 1, again: 1 })[0]).toMatch(/^1 message had .* So far 1 has been/)
    expect(texts({ again: 3 })[0]).toMatch(/^3 messages have been consumed once more/)
    expect(texts({ due: 6, again: 2 }, ownZh)[0]).toContain('6 条消息已经消费、但还没有提交')
  })

  test('what is lost, dead, waits, or is not there yet', () => {
    expect(texts({ gone: 1 })[0]).toMatch(/^1 message that was consumed is no longer in the log/)
    expect(texts({ dead: 2 })[0]).toMatch(/^2 messages have failed too often and lie in/)
    expect(texts({ retry: 2 })[0]).toMatch(/^2 messages wait in the group’s retry topic/)
    const idle = { members: [consumer({ queues: [] })] }
    expect(texts({ ...idle, queues: [] })).toEqual([ownEn.consumers.noTopic])
    expect(texts(idle)).toEqual([ownEn.consumers.noQueueForAll])
    expect(texts({ members: [consumer({ queues: [], status: 'stopped' })] })).toEqual([])
  })

  test('that its members disagree, which RocketMQ does not say', () => {
    expect(groupSentences(groupOf({ disagreement: 'subscriptions' }), ownEn)[0]).toMatchObject({ kind: 'warning' })
    expect(texts({ disagreement: 'ways' })).toEqual([ownEn.consumers.disagreements.ways])
  })
})

test('what a consumer wants, and what its listener does', () => {
  expect(subscriptionSentence(SETUP, ownEn)).toBe('Orders, everything; shared, concurrently')
  expect(subscriptionSentence({ ...SETUP, filter: { by: 'tags', text: 'paid' }, way: 'broadcasting' }, ownEn)).toBe('Orders, tags paid; broadcast')
  expect(subscriptionSentence({ ...SETUP, filter: { by: 'sql', text: 'a > 1' }, way: 'orderly' }, ownZh)).toBe('Orders，条件 a > 1；集群，顺序')
  expect(listenerSentence({ ...SETUP, listener: { millis: 20, outcome: 'hangs' } }, ownEn)).toBe('20 ms, then nothing: it hangs')
})

test('every mistake has its words in both languages', () => {
  for (const language of [ownEn, ownZh]) {
    for (const code of ['bad-group', 'bad-topic', 'bad-sql', 'bad-listener', 'too-many'] as const) {
      const said = problemOfConsumer({ code, detail: 'x{y}' }, language)
      expect(said.length).toBeGreaterThan(5)
      expect(said.includes('x{y}')).toBe(code !== 'bad-listener')
    }
  }
})

test('topics that nobody reads: retry and dead letter topics are none, and who is stopped reads nothing', () => {
  expect(unreadTopics(['Orders', 'Orders', 'Other', '%RETRY%billing'], [consumer()])).toEqual(['Other'])
  expect(unreadTopics(['Orders'], [consumer({ isToRun: false })])).toEqual(['Orders'])
})

describe('the page', () => {
  function answer(request: OwnRequest): OwnReply | undefined {
    if (request.type !== 'own-add-consumer') return undefined
    if (request.setup.group === '') return { type: 'own-consumer-refused', problem: { code: 'bad-group', detail: 'the group is blank' } }
    return { type: 'own-state', state: stateOf({ groups: [groupOf()] }) }
  }

  test('adds a consumer, or keeps why not until the next one', async () => {
    const worker = new OwnWorker()
    worker.instead = answer
    const own = createOwn({ connect: () => worker.client(), save: () => {}, reload: () => {} })
    own.getState().start()
    expect(await own.getState().addConsumer({ ...SETUP, group: '' })).toBe(false)
    expect(own.getState()).toMatchObject({ refused: { code: 'bad-group' }, notice: null })
    expect(own.getState().doing.has('consumers')).toBe(false)
    expect(await own.getState().addConsumer(SETUP)).toBe(true)
    expect(own.getState()).toMatchObject({ refused: null, cluster: { groups: [{ group: 'billing' }] } })
    await own.getState().setConsumer('consumer-1', { millis: 1, outcome: 'later' })
    await own.getState().stopConsumer('consumer-1', 'kill')
    await own.getState().startConsumer('consumer-1')
    await own.getState().removeConsumer('consumer-1')
    expect(worker.asked().slice(-4)).toEqual(['own-set-consumer', 'own-stop-consumer', 'own-start-consumer', 'own-remove-consumer'])
  })
})
