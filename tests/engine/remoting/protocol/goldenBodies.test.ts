import { describe, expect, test } from 'vitest'
import { TopicConfig } from '../../../../engine/common/TopicConfig'
import { BrokerMemberGroup } from '../../../../engine/remoting/protocol/body/BrokerMemberGroup'
import { ClusterInfo } from '../../../../engine/remoting/protocol/body/ClusterInfo'
import { ConsumeMessageDirectlyResult } from '../../../../engine/remoting/protocol/body/ConsumeMessageDirectlyResult'
import { ConsumerRunningInfo } from '../../../../engine/remoting/protocol/body/ConsumerRunningInfo'
import { GetConsumerListByGroupResponseBody } from '../../../../engine/remoting/protocol/body/GetConsumerListByGroupResponseBody'
import { GetConsumerStatusBody } from '../../../../engine/remoting/protocol/body/GetConsumerStatusBody'
import { HeartbeatData } from '../../../../engine/remoting/protocol/body/HeartbeatData'
import { KVTable } from '../../../../engine/remoting/protocol/body/KVTable'
import { LockBatchRequestBody } from '../../../../engine/remoting/protocol/body/LockBatchRequestBody'
import { LockBatchResponseBody } from '../../../../engine/remoting/protocol/body/LockBatchResponseBody'
import { ResetOffsetBody } from '../../../../engine/remoting/protocol/body/ResetOffsetBody'
import { RegisterBrokerBody } from '../../../../engine/remoting/protocol/body/RegisterBrokerBody'
import { TopicConfigSerializeWrapper } from '../../../../engine/remoting/protocol/body/TopicConfigSerializeWrapper'
import { TopicList } from '../../../../engine/remoting/protocol/body/TopicList'
import { UnlockBatchRequestBody } from '../../../../engine/remoting/protocol/body/UnlockBatchRequestBody'
import { DataVersion } from '../../../../engine/remoting/protocol/DataVersion'
import { toFastJson } from '../../../../engine/remoting/protocol/FastJson'
import { RemotingCommand } from '../../../../engine/remoting/protocol/RemotingCommand'
import { TopicRouteData } from '../../../../engine/remoting/protocol/route/TopicRouteData'
import { goldenLines, hexToBytes } from '../../support/golden'
import { JsonFields } from '../../../../engine/remoting/protocol/JsonFields'
import { plainJson } from '../../support/plainJson'

interface Frame {
  readonly name: string
  readonly hex: string
  readonly bodyText?: string
}

interface Body {
  readonly class: string
  readonly json?: string
  readonly filledJson?: string
  readonly pretty?: string
}

interface Codec {
  decode(bytes: Uint8Array): { encode(strict: boolean): Uint8Array }
}

const CAPTURES = ['01-boot', '02-quick', '03-producers', '20-boot-ROCKETMQ', '21-producers-ROCKETMQ', '22-quick-sendV1', '04-pushc', '09-retrydlq']
const CODEC_OF: Readonly<Record<string, Codec>> = {
  'RESP:GET_CONSUMER_LIST_BY_GROUP': GetConsumerListByGroupResponseBody,
  REGISTER_BROKER: RegisterBrokerBody,
  'RESP:REGISTER_BROKER': KVTable,
  HEART_BEAT: HeartbeatData,
  'RESP:GET_ROUTEINFO_BY_TOPIC': TopicRouteData,
  'RESP:GET_BROKER_CLUSTER_INFO': ClusterInfo,
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}

describe('bodies captured from RocketMQ 5.3.2', () => {
  const frames = CAPTURES.flatMap((capture) => goldenLines<Frame>(`wire/${capture}.jsonl`))

  test.each(Object.keys(CODEC_OF))('%s is read, and written to the same bytes', (name) => {
    const bodies = frames.filter((frame) => frame.name === name && frame.bodyText !== undefined)
    expect(bodies.length).toBeGreaterThan(0)
    for (const { hex, bodyText } of bodies) {
      const body = RemotingCommand.decode(hexToBytes(hex)).body!
      expect(text(body)).toBe(bodyText)
      expect(text(CODEC_OF[name]!.decode(body).encode(true))).toBe(bodyText)
    }
  })

  test('a registration says what the broker has', () => {
    const frame = frames.find(({ name }) => name === 'REGISTER_BROKER')!
    const body = RegisterBrokerBody.decode(RemotingCommand.decode(hexToBytes(frame.hex)).body!)
    const { topicConfigTable, dataVersion } = body.topicConfigSerializeWrapper
    expect(topicConfigTable.size).toBe(13)
    expect(topicConfigTable.get('TBW102')).toMatchObject({ perm: 7, readQueueNums: 8, writeQueueNums: 8 })
    expect(topicConfigTable.get('TBW102')).toBeInstanceOf(TopicConfig)
    expect(dataVersion).toMatchObject({ counter: 0, stateVersion: 0, timestamp: 1795229516505 })
  })
})

describe('bodies as fastjson writes them', () => {
  const bodies = goldenLines<Body>('vectors/bodies-default.jsonl')

  test.each(bodies.filter(({ json }) => json !== undefined && !json.includes('.0')))('$class', ({ json, pretty }) => {
    expect(toFastJson(plainJson(json!))).toBe(json)
    if (pretty !== undefined) expect(toFastJson(plainJson(pretty), { pretty: true })).toBe(pretty)
  })

  const MADE: ReadonlyArray<readonly [string, Codec]> = [
    ['body.KVTable', KVTable],
    ['body.TopicList', TopicList],
    ['body.RegisterBrokerBody', RegisterBrokerBody],
    ['body.TopicConfigAndMappingSerializeWrapper', TopicConfigSerializeWrapper],
    ['body.ConsumeMessageDirectlyResult', ConsumeMessageDirectlyResult],
    ['body.ConsumerRunningInfo', ConsumerRunningInfo],
    ['body.GetConsumerStatusBody', GetConsumerStatusBody],
    ['body.ResetOffsetBody', ResetOffsetBody],
    ['body.LockBatchRequestBody', LockBatchRequestBody],
    ['body.LockBatchResponseBody', LockBatchResponseBody],
    ['body.UnlockBatchRequestBody', UnlockBatchRequestBody],
    ['heartbeat.HeartbeatData', HeartbeatData],
    ['route.TopicRouteData', TopicRouteData],
  ]
  test.each(MADE)('%s with values', (name, codec) => {
    const { filledJson } = bodies.find((body) => body.class.endsWith(`protocol.${name}`))!
    expect(text(codec.decode(new TextEncoder().encode(filledJson)).encode(false))).toBe(filledJson)
  })

  test('a data version', () => {
    const { filledJson } = bodies.find((body) => body.class.endsWith('protocol.DataVersion'))!
    const version = DataVersion.fromJson(JsonFields.parse(filledJson!)!)
    expect(toFastJson(version)).toBe(filledJson)
  })

  test('a member group', () => {
    const group = new BrokerMemberGroup('DefaultCluster', 'broker-a')
    group.brokerAddrs.set(0, 'x:1')
    expect(text(group.encodeResponseBody())).toBe(
      '{"brokerMemberGroup":{"brokerAddrs":{0:"x:1"},"brokerName":"broker-a","cluster":"DefaultCluster"}}',
    )
  })

  test('a topic list with an address', () => {
    expect(text(new TopicList(['T'], '10.0.0.1:10911').encode())).toBe('{"brokerAddr":"10.0.0.1:10911","topicList":["T"]}')
  })
})
