import { expect, test } from 'vitest'
import { MessageQueue } from '../../../../engine/common/message/MessageQueue'
import { Message } from '../../../../engine/common/message/Message'
import { javaHashCode } from '../../../../engine/kernel/java/javaHashCode'
import { JavaHashMap } from '../../../../engine/kernel/java/JavaHashMap'
import { inThread, message, outcome, outcomeOf, QUEUES, selecting } from './support/inThread'

const TEXTS = "import { javaHashCode, random, currentTimeMillis } from 'rocketmq'"

/** What the strategy throws on purpose. */
async function said(body: string, head = TEXTS): Promise<string> {
  const error = await outcomeOf(selecting(`throw ${body}`, head))
  return typeof error === 'number' ? '' : error.detail
}

test.each([
  ['mqs[0]!', MessageQueue.prototype],
  ['msg', Message.prototype],
  ['msg.properties', JavaHashMap.prototype],
] as const)('%s has the methods of the engine', async (object, prototype) => {
  const names = `Object.getOwnPropertyNames(Object.getPrototypeOf(${object})).sort().join()`
  const own = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'capacity')
  expect(await said(names)).toBe(JSON.stringify(own.sort().join()))
})

test('arguments are those of the engine', async () => {
  const seen = '[mqs.join(), mqs[1]!.key(), mqs[0]!.compareTo(mqs[2]!), mqs[2]!.hashCode(), msg.getTopic(), ' +
    'msg.getKeys(), msg.body!.join(), arg].join("|")'
  const mine = message()
  const expected = [QUEUES.join(), QUEUES[1]!.key(), QUEUES[0]!.compareTo(QUEUES[2]!), QUEUES[2]!.hashCode(),
    mine.topic, mine.getKeys(), mine.body!.join(), 'order-1'].join('|')
  expect(await said(seen)).toBe(JSON.stringify(expected))
})

test('properties come in the order of the engine', async () => {
  const seen = await said('msg.properties.keys().join()')
  expect(seen).toBe(JSON.stringify(message().properties.keys().join()))
})

test('hash codes, time and chance are those of the run', async () => {
  const text = 'Größe €😀'
  expect(await said(`javaHashCode('${text}')`)).toBe(String(javaHashCode(text)))
  expect(await said('currentTimeMillis()')).toBe('1700000000000')
  const drawn = 'Array.from({ length: 5 }, () => random.nextInt(1000)).join() + Math.random()'
  const source = selecting(`throw ${drawn}`, TEXTS)
  const [one, again, other] = [1, 1, 2].map((seed) => inThread((sandbox) => outcome(sandbox.load(source)), seed))
  expect(await again).toEqual(await one)
  expect(await other).not.toEqual(await one)
})

test('an instance keeps its fields, and no other instance has them', async () => {
  const source = `let made = 0
export default class Next { next = made++; select(mqs) { return mqs[this.next++] } }`
  const seen = await inThread((sandbox) => {
    const [one, other] = [sandbox.load(source), sandbox.load(source)]
    return [outcome(one), outcome(one), outcome(other), outcome(one)]
  })
  expect(seen).toEqual([0, 1, 0, 2])
})

test('one of the same broker and number is as good as one of the list', async () => {
  const body = "return new MessageQueue('TopicTest', 'broker-b', 1)"
  const source = selecting(body).replace('import type { Message,', "import { MessageQueue as MQ } from 'rocketmq'\nimport type { Message,")
  expect(await outcomeOf(source.replace('new MessageQueue', 'new MQ'))).toBe(3)
})
