import { describe, expect, test } from 'vitest'
import { PullSysFlag } from '../../../engine/common/sysflag/PullSysFlag'
import type { Blocking } from '../../../engine/kernel/Blocking'
import { sleep } from '../../../engine/kernel/sleep'
import { PullMessageRequestHeader } from '../../../engine/remoting/protocol/header/PullMessageRequestHeader'
import { PullMessageResponseHeader } from '../../../engine/remoting/protocol/header/PullMessageResponseHeader'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { ResponseCode } from '../../../engine/remoting/protocol/ResponseCode'
import type { BrokerChanges, BrokerWorld } from './support'
import { BROKER_ADDR, send, withBroker } from './support'

const WAITING = PullSysFlag.FLAG_SUBSCRIPTION | PullSysFlag.FLAG_SUSPEND

/** The end of a pull that may wait. */
interface Answer {
  readonly code: number
  readonly remark: string | null
  readonly nextBeginOffset: number | null
  /** Since the pull was sent, in ms. */
  readonly afterMillis: number
}

function* pull(world: BrokerWorld, fields: Partial<PullMessageRequestHeader> = {}): Blocking<Answer> {
  const requestHeader = Object.assign(new PullMessageRequestHeader(), {
    consumerGroup: 'CG', topic: 'TopicTest', queueId: 0, queueOffset: 1, maxMsgNums: 32, sysFlag: WAITING, commitOffset: 0,
    suspendTimeoutMillis: 15_000, subscription: '*', subVersion: 0, expressionType: 'TAG', ...fields,
  })
  const { kernel } = world.process
  const begin = kernel.now
  const request = RemotingCommand.createRequestCommand(RequestCode.PULL_MESSAGE, requestHeader)
  const response = yield* world.client.invokeSync(BROKER_ADDR, request, 30_000)
  const { nextBeginOffset } = response.decodeCommandCustomHeader(PullMessageResponseHeader)
  const afterMillis = Math.floor((kernel.now - begin) / 1000)
  return { code: response.code, remark: response.remark, nextBeginOffset, afterMillis }
}

/** A broker with one message (tag A) in queue 0, and what `meanwhile` does 7 s after a pull for the next has been sent. */
function pullAndThen(
  fields: Partial<PullMessageRequestHeader>,
  meanwhile: (world: BrokerWorld) => Blocking<unknown>,
  changes: BrokerChanges = {},
): Answer {
  return withBroker(function* (world) {
    yield* send(world, { i: 'TAGS\u0001A\u0002' })
    yield* sleep(20)
    world.process.spawn('meanwhile', function* () {
      yield* sleep(7000)
      yield* meanwhile(world)
    })
    return yield* pull(world, fields)
  }, changes)
}

function* nothing(): Blocking<void> {}

describe('a pull that finds nothing and may wait', () => {
  test('is answered when a message arrives, at once', () => {
    const answer = pullAndThen({}, (world) => send(world))
    expect(answer).toMatchObject({ code: ResponseCode.SUCCESS, remark: 'FOUND', nextBeginOffset: 2 })
    expect(answer.afterMillis).toBeGreaterThanOrEqual(7000)
    expect(answer.afterMillis).toBeLessThan(7050)
  })

  test('is answered with nothing when its time is over, at the next of the checks that come every five seconds', () => {
    const answer = pullAndThen({}, nothing)
    expect(answer).toMatchObject({ code: ResponseCode.PULL_NOT_FOUND, remark: 'OFFSET_OVERFLOW_ONE', nextBeginOffset: 1 })
    expect(answer.afterMillis).toBeGreaterThanOrEqual(15_000)
    expect(answer.afterMillis).toBeLessThan(20_050)
  })

  test('is not woken by a message with another tag, but by the next check, which does not look at tags', () => {
    const answer = pullAndThen({ subscription: 'A' }, (world) => send(world, { i: 'TAGS\u0001B\u0002' }))
    expect(answer).toMatchObject({ code: ResponseCode.PULL_RETRY_IMMEDIATELY, remark: 'NO_MATCHED_MESSAGE', nextBeginOffset: 2 })
    expect(answer.afterMillis).toBeGreaterThan(7050)
    expect(answer.afterMillis).toBeLessThan(12_050)
  })

  test('is woken by a message that its selector is true of, and by no other', () => {
    const changes = { broker: { enablePropertyFilter: true } }
    const fields = { subscription: 'a > 3', expressionType: 'SQL92' }
    const wanted = pullAndThen(fields, (world) => send(world, { i: 'a\u00014\u0002' }), changes)
    expect(wanted).toMatchObject({ code: ResponseCode.SUCCESS, nextBeginOffset: 2 })
    expect(wanted.afterMillis).toBeLessThan(7050)
    const unwanted = pullAndThen(fields, (world) => send(world, { i: 'a\u00013\u0002' }), changes)
    expect(unwanted).toMatchObject({ code: ResponseCode.PULL_RETRY_IMMEDIATELY, remark: 'NO_MATCHED_MESSAGE' })
    expect(unwanted.afterMillis).toBeGreaterThan(7050)
  })

  test('is not woken by a message in another queue', () => {
    const answer = pullAndThen({}, (world) => send(world, { e: 1 }))
    expect(answer.code).toBe(ResponseCode.PULL_NOT_FOUND)
    expect(answer.afterMillis).toBeGreaterThanOrEqual(15_000)
  })

  test('waits a second only at a broker without long polling', () => {
    const answer = pullAndThen({}, nothing, { broker: { longPollingEnable: false } })
    expect(answer.code).toBe(ResponseCode.PULL_NOT_FOUND)
    expect(answer.afterMillis).toBeGreaterThanOrEqual(1000)
    expect(answer.afterMillis).toBeLessThan(2050)
  })

  test('says once how far its group is: when it comes', () => {
    withBroker(function* (world) {
      yield* send(world)
      yield* sleep(20)
      const manager = world.broker.getConsumerOffsetManager()
      world.process.spawn('meanwhile', function* () {
        yield* sleep(100)
        manager.commitOffset('CG', 'TopicTest', 0, 9)
        yield* send(world)
      })
      yield* pull(world, { sysFlag: WAITING | PullSysFlag.FLAG_COMMIT_OFFSET, commitOffset: 1 })
      expect(manager.queryOffset('CG', 'TopicTest', 0)).toBe(9)
    })
  })

  test('waits beside others, and is held by nobody once it is answered', () => {
    withBroker(function* (world) {
      yield* send(world)
      yield* sleep(20)
      const answers: Answer[] = []
      const threads = [1, 2, 3].map((id) => world.process.spawn(`puller-${id}`, function* () {
        answers.push(yield* pull(world, { consumerGroup: `CG${id}` }))
      }))
      yield* sleep(50)
      const held = world.broker.getPullRequestHoldService()
      expect(held.heldPulls('TopicTest', 0)).toHaveLength(3)
      yield* send(world)
      for (const thread of threads) yield* thread.join()
      expect(answers.map(({ code }) => code)).toEqual([0, 0, 0])
      expect(held.heldPulls('TopicTest', 0)).toHaveLength(0)
    })
  })
})

test('a broker that nobody pulls from does nothing for those who might', () => {
  const threads = withBroker(function* (world) {
    yield* send(world)
    yield* sleep(60_000)
    return [...world.brokerProcess.threads].map(({ name }) => name)
  })
  expect(threads).not.toContain('PullRequestHoldService')
})
