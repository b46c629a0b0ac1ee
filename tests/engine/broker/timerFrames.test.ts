import { expect, test } from 'vitest'
import type { BrokerController } from '../../../engine/broker/BrokerController'
import { sleep } from '../../../engine/kernel/sleep'
import { decodeUtf8 } from '../../../engine/kernel/Utf8'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { goldenLines, hexToBytes } from '../support/golden'
import { goldenTimer } from '../store/support/goldenTimer'
import { messageOf } from '../store/support/stores'
import { BROKER_ADDR, run, withBroker } from './support'

interface Frame {
  readonly name: string
  readonly header: { readonly opaque: number; readonly extFields: Record<string, string> }
  readonly hex: string
}

const FRAMES = goldenLines<Frame>('wire/08-delay.jsonl')
const GOLDEN = goldenTimer()
/** Where the real broker's log was when the first of these messages came. */
const LOG_END = 0xd19
const SECONDS = [1_795_229_581_000, 1_795_229_582_000, 1_795_229_583_000, 1_795_229_586_000]
const RECORDS = 5 * 52

function answerTo({ name, header }: Frame): RemotingCommand {
  const answer = FRAMES.find((frame) => frame.name === `RESP:${name}` && frame.header.opaque === header.opaque)!
  return RemotingCommand.decode(hexToBytes(answer.hex))
}

/** Where it lies, who sent it from which port, and when it was stored and came off the wheel, is another matter each time. */
function withoutCircumstances(record: Uint8Array): string {
  const bytes = Uint8Array.from(record).fill(0, 28, 36).fill(0, 48, 64)
  return decodeUtf8(bytes).replace(/TIMER_DEQUEUE_MS\u0001\d+/, '')
}

function recordIn(broker: BrokerController, queueId: number, offset: number): Uint8Array {
  const [record] = broker.getMessageStore().getMessage('group', 'TopicDelay', queueId, offset, 32, null)!.messageMapedList
  return record!.get(0, record!.size)
}

test('timer messages and a recall are answered, kept and delivered as by a real broker, byte for byte', () => {
  const sends = FRAMES.filter(({ name }) => name === 'SEND_MESSAGE_V2' || name === 'RECALL_MESSAGE')
  expect(sends.map(({ name }) => name)).toEqual([...Array<string>(6).fill('SEND_MESSAGE_V2'), 'RECALL_MESSAGE'])
  withBroker(function* (world) {
    const { broker } = world
    yield* run(world.brokerProcess, function* () {
      const filler = messageOf({ topic: 'Filler', body: 'x'.repeat(LOG_END - 91 - 'Filler'.length) })
      yield* broker.getMessageStore().putMessage(filler)
    })
    for (const frame of sends) {
      const bornAt = Number(frame.header.extFields['g'] ?? world.process.currentTimeMillis())
      yield* sleep(bornAt - world.process.currentTimeMillis())
      const ours = yield* world.client.invokeSync(BROKER_ADDR, RemotingCommand.decode(hexToBytes(frame.hex)), 3000)
      const theirs = answerTo(frame)
      expect([ours.code, ours.remark]).toEqual([theirs.code, theirs.remark])
      expect(ours.extFields?.entries()).toEqual(theirs.extFields?.entries())
    }
    yield* sleep(15_000)
    const log = world.cache.fileAt('store/timerlog/00000000000000000000')!.peek(0, RECORDS, false)
    expect(log).toEqual(hexToBytes(GOLDEN.timerlog.slice(0, 5).join('')))
    for (const second of SECONDS) {
      const index = (second / 1000) % (2 * 7 * 86_400)
      const slot = world.cache.fileAt('store/timerwheel')!.peek(index * 32, 32, false)
      expect(slot, String(second)).toEqual(hexToBytes(GOLDEN.timerwheel[index]!))
    }
    for (const [queueId, offset, length] of [[0, 0, 643], [1, 0, 648], [2, 1, 655]] as const) {
      const { hex } = FRAMES.find((frame) => frame.name === 'RESP:PULL_MESSAGE' && frame.hex.length / 2 === length)!
      const theirs = RemotingCommand.decode(hexToBytes(hex)).body!
      expect(withoutCircumstances(recordIn(broker, queueId, offset))).toBe(withoutCircumstances(theirs))
    }
    // Recalled, so that only the message with a level is in its queue.
    expect(broker.getMessageStore().getMaxOffsetInQueue('TopicDelay', 3)).toBe(1)
    const metrics = decodeUtf8(world.memory.contents('store/config/timermetrics'))
    const times = metrics.replaceAll(/\d{13}/g, 'T')
    const version = '{"counter":8,"stateVersion":0,"timestamp":T}'
    expect(times).toBe(`{"dataVersion":${version},"timingCount":{"TopicDelay":{"count":0,"timeStamp":T}}}`)
  }, {
    broker: { brokerIP1: '127.0.0.1', recallMessageEnable: true },
    store: { mappedFileSizeCommitLog: 1_048_576, mappedFileSizeTimerLog: 1_048_576 },
  }, { epochMillis: 1_795_229_577_000 })
})
