import { expect, test } from 'vitest'
import type { Blocking } from '../../../engine/kernel/Blocking'
import { encodeUtf8 } from '../../../engine/kernel/Utf8'
import { sleep } from '../../../engine/kernel/sleep'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import type { AdminAnswer, AdminLine, AdminRequest } from '../support/adminFrames'
import { comparable } from '../support/adminFrames'
import { goldenLines } from '../support/golden'
import { BROKER_ADDR, withBroker, type BrokerWorld } from './support'

const PACE_MILLIS = 20

function* ask(world: BrokerWorld, { code, extFields, body }: AdminRequest): Blocking<AdminAnswer> {
  const request = RemotingCommand.createRequestCommand(code, null)
  for (const [name, value] of Object.entries(extFields)) request.addExtField(name, value)
  if (body !== '') request.body = encodeUtf8(body)
  // As the program says that has asked a RocketMQ.
  request.version = 0
  const response = yield* world.client.invokeSync(BROKER_ADDR, request, 5000)
  return {
    code: response.code,
    remark: response.remark,
    extFields: response.extFields === null ? null : response.extFields.toObject(),
    body: response.body === null ? null : Buffer.from(response.body).toString('base64'),
  }
}

test('what consoles and mqadmin ask is answered as a RocketMQ 5.3.2 has answered it, asked the same in the same order', () => {
  const lines = goldenLines<AdminLine>('wire/50-admin.jsonl')
  const asked = withBroker(function* (world) {
    const answers: Array<readonly [request: AdminRequest, ours: string, theirs: string]> = []
    for (const line of lines) {
      if ('pause' in line) yield* sleep(line.pause)
      else {
        const ours = yield* ask(world, line.request)
        answers.push([line.request, comparable(line.request, ours), comparable(line.request, line.answer)])
        yield* sleep(PACE_MILLIS)
      }
    }
    return answers
  }, { broker: { brokerName: 'broker-a', brokerClusterName: 'DefaultCluster' } })
  expect(asked.length).toBeGreaterThan(100)
  for (const [request, ours, theirs] of asked) expect(ours, JSON.stringify(request)).toBe(theirs)
})
