import { expect, test } from 'vitest'
import type { Blocking } from '../../../engine/kernel/Blocking'
import { ThreadPoolExecutor } from '../../../engine/kernel/concurrent/ThreadPoolExecutor'
import { sleep } from '../../../engine/kernel/sleep'
import { decodeUtf8 } from '../../../engine/kernel/Utf8'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../engine/remoting/protocol/RequestCode'
import { goldenLines, hexToBytes } from '../support/golden'
import { goldenStore } from '../store/support/goldenFiles'
import { messageOf } from '../store/support/stores'
import { BROKER_ADDR, heartbeat, run, withBroker } from './support'

interface Frame {
  readonly name: string
  readonly dir: string
  readonly header: { readonly opaque: number }
  readonly hex: string
}

const FRAMES = goldenLines<Frame>('wire/10-tx.jsonl')
const LOG = goldenStore('store-full').get('commitlog/00000000000000000000')!
/** Where the real broker's first half message lies, and where the last record of this capture ends. */
const [BEGIN, END] = [8824, 11_354]
/** The clock of the machine at which the frames were captured. */
const THEN = 1_795_229_612_850

function requestsOf(name: string): RemotingCommand[] {
  return FRAMES.filter((frame) => frame.name === name && frame.dir === 'c2s').map(({ hex }) => RemotingCommand.decode(hexToBytes(hex)))
}

function responseTo(request: RemotingCommand): RemotingCommand {
  const frame = FRAMES.find(({ name, header }) => name === 'RESP:SEND_MESSAGE_V2' && header.opaque === request.opaque)!
  return RemotingCommand.decode(hexToBytes(frame.hex))
}

/** Who sent a message from which port, and when it was stored, is another matter each time; so is when an op record was made. */
function withoutCircumstances(record: Uint8Array): Uint8Array {
  const isOp = decodeUtf8(record).includes('RMQ_SYS_TRANS_OP_HALF_TOPIC')
  return Uint8Array.from(record).fill(0, isOp ? 40 : 48, 64)
}

function recordsOf(log: Uint8Array): Uint8Array[] {
  const records: Uint8Array[] = []
  const view = new DataView(log.buffer, log.byteOffset, log.length)
  for (let at = BEGIN; at < END; at += view.getInt32(at)) records.push(log.subarray(at, at + view.getInt32(at)))
  return records.map(withoutCircumstances)
}

test('a real producer’s transactions are stored, asked about and delivered as by a real broker, byte for byte', () => {
  withBroker(function* (world) {
    const { broker, brokerProcess, client } = world
    const asked: RemotingCommand[] = []
    const processor = {
      rejectRequest: () => false,
      *processRequest(_context: unknown, request: RemotingCommand): Blocking<null> {
        asked.push(request)
        return null
      },
    }
    const executor = new ThreadPoolExecutor(world.process, { threadNamePrefix: 'asked', corePoolSize: 1 })
    client.registerProcessor(RequestCode.CHECK_TRANSACTION_STATE, processor, executor)
    yield* run(brokerProcess, function* () {
      const filler = messageOf({ topic: 'Filler', body: 'x'.repeat(BEGIN - 91 - 'Filler'.length) })
      yield* broker.getMessageStore().putMessage(filler)
    })
    brokerProcess.clockSkew = (THEN - brokerProcess.currentTimeMillis()) * 1000
    yield* client.invokeSync(BROKER_ADDR, heartbeat('client', 'PG_tx'), 3000)
    const [toCommit, toRollBack, unknown] = requestsOf('SEND_MESSAGE_V2')
    const [commit, rollBack, doesNotKnow, commitAsked] = requestsOf('END_TRANSACTION')
    // The real broker has dealt with them in this order.
    for (const request of [toCommit!, toRollBack!, rollBack!, commit!, unknown!, doesNotKnow!]) {
      if (request.code === RequestCode.END_TRANSACTION) yield* client.invokeOneway(BROKER_ADDR, request, 3000)
      else {
        const ours = yield* client.invokeSync(BROKER_ADDR, request, 3000)
        const theirs = responseTo(request)
        expect([ours.code, ours.remark]).toEqual([theirs.code, theirs.remark])
        expect(ours.extFields?.entries()).toEqual(theirs.extFields?.entries())
      }
      yield* sleep(5)
    }
    yield* sleep(10_000)
    const theirs = RemotingCommand.decode(hexToBytes(FRAMES.find(({ name }) => name === 'CHECK_TRANSACTION_STATE')!.hex))
    expect(asked).toHaveLength(1)
    expect(asked[0]!.extFields?.entries()).toEqual(theirs.extFields?.entries())
    expect(withoutCircumstances(asked[0]!.body!)).toEqual(withoutCircumstances(theirs.body!))
    yield* client.invokeOneway(BROKER_ADDR, commitAsked!, 3000)
    yield* sleep(8000)
    const log = broker.getMessageStore().getCommitLog().getData(0)!
    expect(recordsOf(log.get(0, END))).toEqual(recordsOf(LOG))
    expect(log.size).toBe(END)
    const metrics = decodeUtf8(world.memory.contents('store/config/transactionMetrics'))
    const withoutTimes = metrics.replace(/\d{13}/g, '0')
    expect(withoutTimes).toBe('{"dataVersion":{"counter":6,"stateVersion":0,"timestamp":0},"transactionCount":{"TopicTx":{"count":0,"timeStamp":0}}}')
  }, {
    broker: { brokerIP1: '127.0.0.1', transactionCheckInterval: 8000, transactionTimeOut: 3000 },
    store: { mappedFileSizeCommitLog: 1_048_576 },
  })
})
