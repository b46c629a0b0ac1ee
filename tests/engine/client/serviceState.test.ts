import { describe, expect, it } from 'vitest'
import { ServiceStateHolder } from '../../../engine/client/common/ServiceStateHolder'
import { MQClientException } from '../../../engine/client/exception/MQClientException'
import { LEGAL_TRANSITIONS, ServiceState } from '../../../engine/common/ServiceState'
import { MessageQueue } from '../../../engine/common/message/MessageQueue'
import { IllegalStateException } from '../../../engine/kernel/errors'
import { sleep } from '../../../engine/kernel/sleep'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { caught } from '../support/caught'
import { FakeCluster, message, Outcome, TOPIC } from './support/FakeCluster'

const PRODUCER = 'DefaultMQProducerImpl'
const CREATED = ' → CREATE_JUST'
const GUARDED = 'CREATE_JUST → START_FAILED'
const STARTED = 'START_FAILED → RUNNING'
const ENDED = 'RUNNING → SHUTDOWN_ALREADY'

describe('the table of transitions', () => {
  const STATES = Object.values(ServiceState)
  const PATHS: Record<ServiceState, readonly ServiceState[]> = {
    CREATE_JUST: [],
    START_FAILED: ['START_FAILED'],
    RUNNING: ['START_FAILED', 'RUNNING'],
    SHUTDOWN_ALREADY: ['START_FAILED', 'RUNNING', 'SHUTDOWN_ALREADY'],
  }

  it('is the whole of what a state can do: any other change ends the run', () => {
    for (const from of STATES) {
      for (const to of STATES.filter((state) => state !== from)) {
        const cluster = new FakeCluster()
        const change = (): void => cluster.run(function* () {
          const holder = new ServiceStateHolder(cluster.process, 'Test', 'test')
          for (const state of [...PATHS[from], to]) holder.set(state)
        })
        if (LEGAL_TRANSITIONS.some(([before, after]) => before === from && after === to)) change()
        else expect(change, `${from} → ${to}`).toThrow('a state follows one that it may follow')
      }
    }
  })
})

describe('the state of a producer', () => {
  it('says START_FAILED until the start has succeeded, and each change is an event', () => {
    const cluster = new FakeCluster()
    cluster.run(function* () {
      const producer = cluster.producer()
      expect(producer.getDefaultMQProducerImpl().getServiceState()).toBe('CREATE_JUST')
      yield* producer.start()
      expect(producer.getDefaultMQProducerImpl().getServiceState()).toBe('RUNNING')
      yield* producer.shutdown()
      expect(producer.getDefaultMQProducerImpl().getServiceState()).toBe('SHUTDOWN_ALREADY')
    })
    expect(cluster.states(PRODUCER, 'group-a')).toEqual([CREATED, GUARDED, STARTED, ENDED])
    expect(cluster.states(PRODUCER, 'CLIENT_INNER_PRODUCER')).toEqual([CREATED, GUARDED, STARTED, ENDED])
    expect(cluster.states('MQClientInstance')).toEqual([CREATED, GUARDED, STARTED, ENDED])
  })

  it('RUNNING: a second start is refused and changes nothing', () => {
    const cluster = new FakeCluster()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      expect(yield* caught(() => producer.start())).toBeInstanceOf(MQClientException)
      expect(producer.getDefaultMQProducerImpl().getServiceState()).toBe('RUNNING')
    })
  })

  it('START_FAILED: stays so, and neither a start nor a shutdown leads out of it', () => {
    for (const producerGroup of ['no spaces', '', 'DEFAULT_PRODUCER', 'x'.repeat(256)]) {
      const cluster = new FakeCluster()
      cluster.run(function* () {
        const producer = cluster.producer({ producerGroup })
        expect(yield* caught(() => producer.start())).toBeInstanceOf(MQClientException)
        producer.producerGroup = 'a-good-one'
        expect(yield* caught(() => producer.start())).toBeInstanceOf(MQClientException)
        yield* producer.shutdown()
        expect(producer.getDefaultMQProducerImpl().getServiceState()).toBe('START_FAILED')
      })
      expect(cluster.states(PRODUCER)).toEqual([CREATED, GUARDED])
    }
  })

  it('START_FAILED: also when the route of a topic that is wanted at the start can not be asked for', () => {
    const cluster = new FakeCluster()
    cluster.run(function* () {
      const producer = cluster.producer({ namesrvAddr: '10.0.0.99:9876', topics: [TOPIC] })
      expect(yield* caught(() => producer.start())).toBeInstanceOf(IllegalStateException)
      expect(producer.getDefaultMQProducerImpl().getServiceState()).toBe('START_FAILED')
    })
  })

  it('CREATE_JUST: again after the group was found taken, and a start under another name succeeds', () => {
    const cluster = new FakeCluster()
    cluster.run(function* () {
      yield* cluster.startedProducer({ instanceName: 'shared' })
      const second = cluster.producer({ instanceName: 'shared' })
      const error = yield* caught(() => second.start())
      expect(error).toBeInstanceOf(MQClientException)
      expect(String(error)).toContain('group-a')
      expect(second.getDefaultMQProducerImpl().getServiceState()).toBe('CREATE_JUST')
      second.producerGroup = 'group-b'
      yield* second.start()
      expect(second.getDefaultMQProducerImpl().getServiceState()).toBe('RUNNING')
    })
    const refused = [CREATED, GUARDED, 'START_FAILED → CREATE_JUST', GUARDED, STARTED]
    expect(cluster.states(PRODUCER, 'group-a')).toEqual([CREATED, GUARDED, STARTED, ...refused])
  })

  it('CREATE_JUST: a shutdown changes nothing', () => {
    const cluster = new FakeCluster()
    cluster.run(function* () {
      const producer = cluster.producer()
      yield* producer.shutdown()
      expect(producer.getDefaultMQProducerImpl().getServiceState()).toBe('CREATE_JUST')
      yield* producer.start()
    })
  })

  it('SHUTDOWN_ALREADY: no start any more, and a second shutdown does nothing', () => {
    const cluster = new FakeCluster()
    const broker = cluster.addBroker('broker-a')
    cluster.route()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      yield* producer.send(message())
      yield* producer.shutdown()
      yield* producer.shutdown()
      expect(yield* caught(() => producer.start())).toBeInstanceOf(MQClientException)
      expect(broker.timesOf(RequestCode.UNREGISTER_CLIENT)).toHaveLength(2)
    })
    expect(cluster.states(PRODUCER, 'group-a')).toEqual([CREATED, GUARDED, STARTED, ENDED])
  })
})

describe('a producer that is not running', () => {
  it('sends nothing: before the start and after the shutdown', () => {
    const cluster = new FakeCluster()
    const broker = cluster.addBroker('broker-a')
    cluster.route()
    cluster.run(function* () {
      const producer = cluster.producer()
      expect(yield* caught(() => producer.send(message()))).toBeInstanceOf(MQClientException)
      expect(yield* caught(() => producer.sendOneway(message()))).toBeInstanceOf(MQClientException)
      expect(yield* caught(() => producer.fetchPublishMessageQueues(TOPIC))).toBeInstanceOf(MQClientException)
      yield* producer.start()
      yield* producer.send(message())
      yield* producer.shutdown()
      const late = yield* caught(() => producer.send(message()))
      expect(late).toBeInstanceOf(MQClientException)
      expect(String(late)).toContain('SHUTDOWN_ALREADY')
      expect(broker.sends).toHaveLength(1)
    })
  })

  it('tells so to the callback, before the start and after the shutdown', () => {
    const cluster = new FakeCluster()
    cluster.run(function* () {
      const producer = cluster.producer()
      const outcome = new Outcome(cluster)
      yield* producer.sendAsync(message(), outcome)
      yield* sleep(1)
      yield* producer.start()
      expect(outcome.errors[0]).toBeInstanceOf(MQClientException)
      yield* producer.shutdown()
      yield* producer.sendAsync(message(), outcome)
      expect(outcome.errors[1]).toBeInstanceOf(MQClientException)
      expect((outcome.errors[1] as MQClientException).cause).toMatchObject({ name: 'RejectedExecutionException' })
    })
  })

  it('tells so to the caller after the shutdown, if that has given a timeout or a queue', () => {
    const cluster = new FakeCluster()
    cluster.run(function* () {
      const producer = yield* cluster.startedProducer()
      yield* producer.shutdown()
      const outcome = new Outcome(cluster)
      const mq = new MessageQueue(TOPIC, 'broker-a', 0)
      for (const send of [
        () => producer.sendAsyncWithin(message(), outcome, 3000),
        () => producer.sendToQueueAsync(message(), mq, outcome),
      ]) expect(yield* caught(send)).toMatchObject({ name: 'MQClientException', cause: { name: 'RejectedExecutionException' } })
      expect(outcome.errors).toEqual([])
    })
  })
})
