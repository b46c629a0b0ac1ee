import { describe, expect, test } from 'vitest'
import { PullSysFlag } from '../../../engine/common/sysflag/PullSysFlag'
import type { Blocking } from '../../../engine/kernel/Blocking'
import type { ThreadPoolExecutor } from '../../../engine/kernel/concurrent/ThreadPoolExecutor'
import { sleep } from '../../../engine/kernel/sleep'
import { PullMessageRequestHeader } from '../../../engine/remoting/protocol/header/PullMessageRequestHeader'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { ResponseCode } from '../../../engine/remoting/protocol/ResponseCode'
import type { BrokerChanges, BrokerWorld } from './support'
import { BROKER_ADDR, heartbeat, sendRequest, withBroker } from './support'

/** The words of 5.3.2: how long a request has waited, and how many wait behind it. */
const TIMEOUT_CLEAN_QUEUE = words('TIMEOUT_CLEAN_QUEUE')
const PCBUSY_CLEAN_QUEUE = words('PCBUSY_CLEAN_QUEUE')

function words(why: string): RegExp {
  const text = 'broker busy, start flow control for a while, period in queue: (\\d+)ms, size of queue: (\\d)'
  return new RegExp(`^\\[${why}\\]${text}$`)
}

const ONE_THREAD = { sendMessageThreadPoolNums: 1, pullMessageThreadPoolNums: 1, heartbeatThreadPoolNums: 1 }

interface Answer {
  readonly code: number
  readonly remark: string | null
  /** Since the request was sent, in ms. */
  readonly afterMillis: number
}

/** A broker that has been running for two seconds and has one thread for each kind of request. */
function withNarrowBroker(body: (world: BrokerWorld) => Blocking<void>, broker: BrokerChanges['broker'] = {}): void {
  withBroker(function* (world) {
    yield* sleep(2000)
    yield* body(world)
  }, { broker: { ...ONE_THREAD, ...broker } })
}

/** Keeps one thread of a pool from everything else. */
function occupy(pool: ThreadPoolExecutor, millis: number): void {
  pool.execute(function* () {
    yield* sleep(millis)
  })
}

/** Sends requests at once, and waits for all answers. */
function* ask(world: BrokerWorld, ...requests: RemotingCommand[]): Blocking<Answer[]> {
  const { kernel } = world.process
  const begin = kernel.now
  const answers: Answer[] = []
  const threads = requests.map((request, index) => world.process.spawn(`asks ${index}`, function* () {
    const { code, remark } = yield* world.client.invokeSync(BROKER_ADDR, request, 60_000)
    answers[index] = { code, remark, afterMillis: Math.round((kernel.now - begin) / 1000) }
  }))
  for (const thread of threads) yield* thread.join()
  return answers
}

function pullRequest(): RemotingCommand {
  const header = Object.assign(new PullMessageRequestHeader(), {
    consumerGroup: 'CG', topic: 'TopicTest', queueId: 0, queueOffset: 0, maxMsgNums: 32, sysFlag: PullSysFlag.FLAG_SUBSCRIPTION,
    commitOffset: 0, suspendTimeoutMillis: 0, subscription: '*', subVersion: 0, expressionType: 'TAG',
  })
  return RemotingCommand.createRequestCommand(RequestCode.PULL_MESSAGE, header)
}

describe('a request that finds no thread', () => {
  test('to send a message is thrown out after 200 ms, and says how many wait behind it', () => {
    withNarrowBroker(function* (world) {
      occupy(world.broker.getSendMessageExecutor(), 1000)
      const answers = yield* ask(world, sendRequest(), sendRequest())
      const found = answers.map(({ remark }) => TIMEOUT_CLEAN_QUEUE.exec(remark!)!)
      expect(answers.map(({ code }) => code)).toEqual([ResponseCode.SYSTEM_BUSY, ResponseCode.SYSTEM_BUSY])
      expect(found.map(([, , left]) => left)).toEqual(['1', '0'])
      for (const [index, { afterMillis }] of answers.entries()) {
        expect(Number(found[index]![1])).toBeGreaterThanOrEqual(200)
        expect(afterMillis).toBeGreaterThanOrEqual(200)
        expect(afterMillis).toBeLessThan(215)
      }
      yield* sleep(1000)
      expect(world.broker.getMessageStore().getMaxOffsetInQueue('TopicTest', 0)).toBe(0)
    })
  })

  test('is run when a thread comes in time', () => {
    withNarrowBroker(function* (world) {
      occupy(world.broker.getSendMessageExecutor(), 150)
      const [answer] = yield* ask(world, sendRequest())
      expect(answer).toMatchObject({ code: ResponseCode.SUCCESS })
      expect(answer!.afterMillis).toBeGreaterThanOrEqual(149)
    })
  })

  test('has five seconds if it is a pull, and as long as the broker is told to', () => {
    const afterMillis = (waitTimeMillsInPullQueue?: number): number => {
      let millis = 0
      withNarrowBroker(function* (world) {
        occupy(world.broker.getPullMessageExecutor(), 20_000)
        const [answer] = yield* ask(world, pullRequest())
        expect(answer!.code).toBe(ResponseCode.SYSTEM_BUSY)
        millis = answer!.afterMillis
      }, waitTimeMillsInPullQueue === undefined ? {} : { waitTimeMillsInPullQueue })
      return millis
    }
    expect(Math.floor(afterMillis() / 20)).toBe(250)
    expect(Math.floor(afterMillis(700) / 20)).toBe(35)
  })

  test('waits for as long as it takes if the broker throws nothing out, and until it is the first if there is other work before it', () => {
    withNarrowBroker(function* (world) {
      occupy(world.broker.getSendMessageExecutor(), 500)
      const [answer] = yield* ask(world, sendRequest())
      expect(answer).toMatchObject({ code: ResponseCode.SUCCESS })
    }, { brokerFastFailureEnable: false })
    withNarrowBroker(function* (world) {
      occupy(world.broker.getSendMessageExecutor(), 300)
      occupy(world.broker.getSendMessageExecutor(), 200)
      const [answer] = yield* ask(world, sendRequest())
      expect(answer!.code).toBe(ResponseCode.SYSTEM_BUSY)
      expect(answer!.afterMillis).toBeGreaterThanOrEqual(299)
      expect(answer!.afterMillis).toBeLessThan(315)
    })
  })

  test('to send a message is thrown out at once while a write hangs, whatever it has waited for', () => {
    withNarrowBroker(function* (world) {
      const { broker, process } = world
      occupy(broker.getSendMessageExecutor(), 1000)
      process.spawn('the write hangs', function* () {
        yield* sleep(60)
        broker.getMessageStore().isOSPageCacheBusy = () => true
      })
      const [sent, beat] = yield* ask(world, sendRequest(), heartbeat('c', 'g'))
      expect(sent!.remark).toMatch(PCBUSY_CLEAN_QUEUE)
      expect(sent!.afterMillis).toBeLessThan(80)
      expect(beat!.code).toBe(ResponseCode.SUCCESS)
    })
  })
})

test('nothing is thrown out in the first second of a broker', () => {
  withBroker(function* (world) {
    occupy(world.broker.getSendMessageExecutor(), 900)
    const [answer] = yield* ask(world, sendRequest())
    expect(answer).toMatchObject({ code: ResponseCode.SUCCESS })
  }, { broker: ONE_THREAD })
})

test('the thread that throws out is there only once a request had to wait', () => {
  withNarrowBroker(function* (world) {
    const names = (): string[] => [...world.brokerProcess.threads].map(({ name }) => name)
    for (let i = 0; i < 5; i++) yield* ask(world, sendRequest())
    expect(names()).not.toContain('BrokerFastFailureScheduledThread')
    occupy(world.broker.getSendMessageExecutor(), 50)
    yield* ask(world, sendRequest())
    expect(names()).toContain('BrokerFastFailureScheduledThread')
  })
})
