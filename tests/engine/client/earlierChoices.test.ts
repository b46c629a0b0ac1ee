import { describe, expect, it } from 'vitest'
import { ClientConfig } from '../../../engine/client/ClientConfig'
import { TopicPublishInfo } from '../../../engine/client/impl/producer/TopicPublishInfo'
import type { MQFaultStrategy } from '../../../engine/client/latency/MQFaultStrategy'
import { earlierChoice } from '../../../engine/cluster/earlierChoices'
import type { ChoiceVersion } from '../../../engine/cluster/Scenario'
import { MessageQueue } from '../../../engine/common/message/MessageQueue'
import type { Blocking } from '../../../engine/kernel/Blocking'
import type { Process } from '../../../engine/kernel/Process'
import { sleep } from '../../../engine/kernel/sleep'
import { QueueData } from '../../../engine/remoting/protocol/route/QueueData'
import { TopicRouteData } from '../../../engine/remoting/protocol/route/TopicRouteData'
import { runInKernel } from '../support/runInKernel'

const VERSIONS = ['4.7.1', '4.8.0', '5.1.1'] as const

/** Each broker, such as `a` and `b`, with three queues. */
function publishInfo(brokers: string): TopicPublishInfo {
  const info = new TopicPublishInfo()
  info.topicRouteData = new TopicRouteData()
  for (const name of brokers) {
    info.topicRouteData.queueDatas.push(Object.assign(new QueueData(), { brokerName: name, writeQueueNums: 3 }))
    for (const id of [0, 1, 2]) info.messageQueueList.push(new MessageQueue('T', name, id))
  }
  return info
}

function strategyOf(version: ChoiceVersion, process: Process): MQFaultStrategy {
  const strategy = earlierChoice(version, process, new ClientConfig())!
  strategy.sendLatencyFaultEnable = true
  return strategy
}

/** How often each broker is chosen after `last` has been tried. */
function chosen(
  strategy: MQFaultStrategy, info: TopicPublishInfo, last: string | null, count = 12,
): Record<string, number> {
  const counts: Record<string, number> = {}
  for (let each = 0; each < count; each++) {
    const { brokerName } = strategy.selectOneMessageQueue(info, last, last !== null)!
    counts[brokerName] = (counts[brokerName] ?? 0) + 1
  }
  return counts
}

function inEach(body: (strategy: MQFaultStrategy, version: (typeof VERSIONS)[number]) => Blocking<void>): void {
  for (const version of VERSIONS) {
    runInKernel(function* (process) {
      yield* body(strategyOf(version, process), version)
    }, { limitMillis: 900_000 })
  }
}

describe('a producer of an earlier version, after a try with an available broker', () => {
  const afterA = { '4.7.1': ['a'], '4.8.0': ['a', 'b'], '5.1.1': ['b'] } as const

  it('chooses the same one, any, or another', () => {
    inEach(function* (strategy, version) {
      expect(Object.keys(chosen(strategy, publishInfo('ab'), 'a')).sort()).toEqual(afterA[version])
      expect(Object.keys(chosen(strategy, publishInfo('ab'), null)).sort()).toEqual(['a', 'b'])
    })
  })

  it('avoids it in any case when it does not look at latencies', () => {
    inEach(function* (strategy) {
      strategy.sendLatencyFaultEnable = false
      strategy.updateFaultItem('b', 0, true, false)
      expect(chosen(strategy, publishInfo('ab'), 'a')).toEqual({ b: 12 })
      expect(chosen(strategy, publishInfo('ab'), null)).toEqual({ a: 6, b: 6 })
    })
  })
})

describe('a failed broker', () => {
  it('is left out for ten minutes, or until it has been quick once', () => {
    inEach(function* (strategy) {
      strategy.updateFaultItem('b', 1, true, true)
      yield* sleep(599_000)
      expect(chosen(strategy, publishInfo('ab'), null)).toEqual({ a: 12 })
      yield* sleep(2000)
      expect(chosen(strategy, publishInfo('ab'), null)).toEqual({ a: 6, b: 6 })
      strategy.updateFaultItem('b', 1, true, true)
      strategy.updateFaultItem('b', 1, false, true)
      expect(chosen(strategy, publishInfo('ab'), null)).toEqual({ a: 6, b: 6 })
    })
  })

  it('leaves its turns to the queue behind it', () => {
    inEach(function* (strategy) {
      strategy.updateFaultItem('b', 1, true, true)
      const info = publishInfo('ab')
      const ids = Array.from({ length: 6 }, () => strategy.selectOneMessageQueue(info, null, false)!.queueId)
      expect(ids.filter((id) => id === 0)).toHaveLength(4)
    })
  })
})

describe('when all brokers are left out', () => {
  it('one of the better half is chosen, and its name stays in the list', () => {
    inEach(function* (strategy) {
      strategy.updateFaultItem('a', 20, true, true)
      strategy.updateFaultItem('b', 10, true, true)
      const info = publishInfo('ab')
      expect(chosen(strategy, info, null, 6)).toEqual({ b: 6 })
      expect(info.messageQueueList.filter(({ brokerName }) => brokerName === 'b').length).toBeGreaterThan(3)
    })
  })

  it('a broker that is in no route any more is forgotten', () => {
    inEach(function* (strategy) {
      strategy.updateFaultItem('a', 20, true, true)
      strategy.updateFaultItem('gone', 10, true, true)
      expect(chosen(strategy, publishInfo('a'), null, 3)).toEqual({ a: 3 })
    })
  })

  it('a topic without queues has none to choose', () => {
    inEach(function* (strategy) {
      expect(strategy.selectOneMessageQueue(new TopicPublishInfo(), null, false)).toBeNull()
      strategy.updateFaultItem('a', 20, true, true)
      expect(strategy.selectOneMessageQueue(publishInfo(''), null, false)).toBeNull()
    })
  })
})

it('today’s way has no earlier one', () => {
  runInKernel(function* (process) {
    expect(earlierChoice('5.3.2', process, new ClientConfig())).toBeNull()
  })
})
