import { describe, expect, test } from 'vitest'
import { parseScenario } from '../../../engine/adapters/scenario/parseScenario'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { runCluster, scenarioJson } from '../support/runCluster'

async function requestsOf(variants: Readonly<Record<string, string>>) {
  const run = await runCluster(parseScenario(scenarioJson('frame'), variants))
  const sent = run.of('frame-sent').filter(({ from, isResponse }) => from.startsWith('10.0.0.31') && !isResponse)
  return sent.map(({ bytes }) => RemotingCommand.decode(bytes))
}

describe('what -D sets', () => {
  test('is nothing by default: JSON headers, and short names in sends', async () => {
    const requests = await requestsOf({})
    expect(new Set(requests.map(({ serializeTypeCurrentRPC }) => serializeTypeCurrentRPC))).toEqual(new Set(['JSON']))
    const sends = requests.filter(({ code }) => code === RequestCode.SEND_MESSAGE_V2)
    expect(sends).toHaveLength(4)
    expect(sends[0]!.getExtField('b')).toBe('OrderPaid')
  })

  test('has headers encoded as binary, by every process that has it', async () => {
    const requests = await requestsOf({ header: 'binary' })
    expect(new Set(requests.map(({ serializeTypeCurrentRPC }) => serializeTypeCurrentRPC))).toEqual(new Set(['ROCKETMQ']))
  })

  test('has sends travel with the long names of their fields', async () => {
    const requests = await requestsOf({ names: 'long' })
    const sends = requests.filter(({ code }) => code === RequestCode.SEND_MESSAGE)
    expect(sends).toHaveLength(4)
    expect(sends[0]!.getExtField('topic')).toBe('OrderPaid')
    expect(requests.some(({ code }) => code === RequestCode.SEND_MESSAGE_V2)).toBe(false)
  })

  test('must be one of the two encodings', async () => {
    const json = scenarioJson('frame') as { producers: object[] }
    const producers = [{ ...json.producers[0], systemProperties: { 'rocketmq.serialize.type': 'XML' } }]
    const run = await runCluster(parseScenario({ ...json, producers }))
    const [, ...sends] = run.of('client-call-ended')
    expect(sends.map(({ outcome }) => outcome)).toEqual(['threw', 'threw', 'threw', 'threw'])
  })
})
