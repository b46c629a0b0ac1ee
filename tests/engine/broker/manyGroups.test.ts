import { expect, test } from 'vitest'
import { encodeUtf8 } from '../../../engine/kernel/Utf8'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { ResponseCode } from '../../../engine/remoting/protocol/ResponseCode'
import { BROKER_ADDR, withBroker } from './support'

const GROUPS = 250
/** What RocketMQ 5.3.2's own managers leave after as many groups with these names. */
const BYTES_OF_GROUPS = 112_069
const BYTES_OF_TOPICS = 54_783

test('each new group and its retry topic are written once, in files as long as those of RocketMQ', () => {
  withBroker(function* ({ process, client, memory }) {
    const written: string[] = []
    process.kernel.sink = {
      emit: (event) => {
        if (event.type === 'disk-write' && 'path' in event) written.push(String(event.path))
      },
    }
    const consumerDataSet = Array.from({ length: GROUPS }, (_, index) => ({ groupName: `CG_${index}` }))
    const request = RemotingCommand.createRequestCommand(RequestCode.HEART_BEAT, null)
    request.body = encodeUtf8(JSON.stringify({ clientID: 'c', consumerDataSet }))
    expect(yield* client.invokeSync(BROKER_ADDR, request, 600_000)).toMatchObject({ code: ResponseCode.SUCCESS })
    expect(memory.contents('store/config/subscriptionGroup.json')).toHaveLength(BYTES_OF_GROUPS)
    expect(memory.contents('store/config/topics.json')).toHaveLength(BYTES_OF_TOPICS)
    for (const file of ['subscriptionGroup.json', 'topics.json']) {
      const times = written.filter((path) => path === `store/config/${file}`).length
      expect(times).toBe(GROUPS)
      expect(written.filter((path) => path === `store/config/${file}.bak`).length).toBeLessThanOrEqual(times)
    }
  })
}, 30_000)
