import { expect, test } from 'vitest'
import { MessageQueue } from '../../../engine/common/message/MessageQueue'
import type { Blocking } from '../../../engine/kernel/Blocking'
import { sleep } from '../../../engine/kernel/sleep'
import { LockBatchRequestBody } from '../../../engine/remoting/protocol/body/LockBatchRequestBody'
import { LockBatchResponseBody } from '../../../engine/remoting/protocol/body/LockBatchResponseBody'
import { UnlockBatchRequestBody } from '../../../engine/remoting/protocol/body/UnlockBatchRequestBody'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import type { BrokerWorld } from './support'
import { BROKER_ADDR, withBroker } from './support'

const QUEUES = [0, 1, 2].map((id) => new MessageQueue('TopicTest', 'broker-a', id))

function* lock(world: BrokerWorld, clientId: string, mqs: MessageQueue[], group = 'CG'): Blocking<number[]> {
  const request = RemotingCommand.createRequestCommand(RequestCode.LOCK_BATCH_MQ, null)
  request.body = new LockBatchRequestBody(group, clientId, mqs).encode()
  const response = yield* world.client.invokeSync(BROKER_ADDR, request, 3000)
  return LockBatchResponseBody.decode(response.body!).lockOKMQSet.map(({ queueId }) => queueId).sort()
}

function* unlock(world: BrokerWorld, clientId: string, mqs: MessageQueue[]): Blocking<void> {
  const request = RemotingCommand.createRequestCommand(RequestCode.UNLOCK_BATCH_MQ, null)
  request.body = new UnlockBatchRequestBody('CG', clientId, mqs).encode()
  expect((yield* world.client.invokeSync(BROKER_ADDR, request, 3000)).code).toBe(0)
}

test('a queue is kept for one member of a group, who may give it back', () => {
  withBroker(function* (world) {
    expect(yield* lock(world, 'c1', QUEUES.slice(0, 2))).toEqual([0, 1])
    expect(yield* lock(world, 'c1', QUEUES.slice(0, 1))).toEqual([0])
    expect(yield* lock(world, 'c2', QUEUES)).toEqual([2])
    expect(yield* lock(world, 'c2', QUEUES, 'another group')).toEqual([0, 1, 2])
    yield* unlock(world, 'c2', QUEUES)
    expect(yield* lock(world, 'c2', QUEUES)).toEqual([2])
    yield* unlock(world, 'c1', QUEUES)
    expect(yield* lock(world, 'c2', QUEUES)).toEqual([0, 1, 2])
  })
})

test('a lock that is not renewed for a minute is anybody’s', () => {
  withBroker(function* (world) {
    const manager = world.broker.getRebalanceLockManager()
    yield* lock(world, 'c1', QUEUES)
    expect(manager.isLockAllExpired('CG')).toBe(false)
    yield* sleep(40_000)
    expect(yield* lock(world, 'c1', QUEUES.slice(0, 1))).toEqual([0])
    yield* sleep(30_000)
    expect(yield* lock(world, 'c2', QUEUES)).toEqual([1, 2])
    yield* sleep(61_000)
    expect(manager.isLockAllExpired('CG')).toBe(true)
    expect(manager.isLockAllExpired('another group')).toBe(true)
  })
})
