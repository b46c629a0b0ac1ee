import path from 'node:path'
import { expect, test } from 'vitest'
import { endOfSend } from '../../../components/lesson/logic/endOfSend'
import { spreadAt } from '../../../components/lesson/logic/spreadAt'
import { ownRun } from '../../../content/ownRun'

const SCENARIOS = path.resolve(import.meta.dirname, '../../../content/scenarios')

test('a chart of where messages lie counts what is stored up to the cursor, by topic and broker', async () => {
  const run = await ownRun(path.join(SCENARIOS, 'auto-creation.json'))
  const counts = (event: number): unknown[] => spreadAt(run, event, ['OrderPaid', 'ParcelSent'], ['broker-a', 'broker-b']).map(({ topic, total, parts }) => {
    return [topic, total, ...parts.map(({ messages }) => messages)]
  })
  expect(counts(0)).toEqual([['OrderPaid', 0, 0, 0], ['ParcelSent', 0, 0, 0]])
  const [first] = run.marks.filter(({ data }) => data['type'] === 'log-append' && data['topic'] === 'OrderPaid')
  expect(counts(first!.event)).toEqual([['OrderPaid', 1, 0, 1], ['ParcelSent', 0, 0, 0]])
  expect(counts(run.events)).toEqual([['OrderPaid', 41, 0, 41], ['ParcelSent', 40, 20, 20]])
  expect(spreadAt(run, run.events, ['OrderPaid'])[0]!.parts.map(({ broker }) => broker)).toEqual(['broker-a', 'broker-b', 'broker-prod'])
})

test('the outcome of a test case is what its call gave back or threw, and of one with a callback what was answered', async () => {
  const run = await ownRun(path.join(SCENARIOS, 'producer-tests.json'))
  const outcomes = ['zero-bytes', 'no-name-server', 'sync-small', 'async-small', 'never-sent'].map((keys) => endOfSend(run, keys))
  expect(outcomes).toEqual([
    'MQClientException: the message has a body of zero bytes', 'IllegalStateException: the route of FooBar can\'t be had',
    'SendResult [sendStatus=SEND_OK, …, queueOffset=0]', 'void; onSuccess(SEND_OK)', null,
  ])
  const cut = { ...run, marks: run.marks.filter(({ data }) => data['type'] !== 'log-append') }
  expect(endOfSend(cut, 'async-small')).toBe('void')
})
