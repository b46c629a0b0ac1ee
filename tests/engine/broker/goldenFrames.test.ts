import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Blocking } from '../../../engine/kernel/Blocking'
import { MessageDecoder } from '../../../engine/common/message/MessageDecoder'
import { ThreadPoolExecutor } from '../../../engine/kernel/concurrent/ThreadPoolExecutor'
import { sleep } from '../../../engine/kernel/sleep'
import type { InvokeCallback } from '../../../engine/remoting/netty/InvokeCallback'
import { RemotingCommand } from '../../../engine/remoting/protocol/RemotingCommand'
import { ResponseCode } from '../../../engine/remoting/protocol/ResponseCode'
import { hexToBytes } from '../support/golden'
import { messageOf } from '../store/support/stores'
import type { BrokerWorld } from './support'
import { run, withBroker } from './support'

interface Frame {
  readonly tMs: number
  readonly conn: number
  readonly serverPort: number
  readonly dir: 'c2s' | 's2c'
  readonly name: string
  readonly kind: string
  readonly header: { readonly opaque: number; readonly extFields?: Readonly<Record<string, string>> }
  readonly hex: string
}

/** What this broker answers. */
const ANSWERED = [
  'SEND_MESSAGE',
  'SEND_MESSAGE_V2',
  'SEND_BATCH_MESSAGE',
  'HEART_BEAT',
  'UNREGISTER_CLIENT',
  'GET_MAX_OFFSET',
  'GET_MIN_OFFSET',
  'SEARCH_OFFSET_BY_TIMESTAMP',
  'PULL_MESSAGE',
  'UPDATE_CONSUMER_OFFSET',
  'QUERY_CONSUMER_OFFSET',
  'GET_CONSUMER_LIST_BY_GROUP',
  'CONSUMER_SEND_MSG_BACK',
]

/** Between two requests, in ms. */
const PACE_MILLIS = 20
/** Longer than any pull waits. */
const TIMEOUT_MILLIS = 30_000

function framesOf(capture: string): Frame[] {
  const file = path.resolve(import.meta.dirname, `../../golden/wire/${capture}.jsonl`)
  const frames = readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Frame)
  // What consumers ask depends on messages of earlier captures, except in these.
  const isWanted = (frame: Frame): boolean => capture === '02-quick' || capture === '09-retrydlq' || frame.conn === 1
  return frames.filter((frame) => frame.serverPort === 10_911 && isWanted(frame))
}

interface Answer {
  readonly request: string
  readonly ours: object
  readonly theirs: object
}

interface Replayed {
  readonly answers: Answer[]
  readonly told: Told
}

/** What a broker tells its clients of its own accord. */
interface Told {
  readonly ours: object[]
  readonly theirs: object[]
}

/**
 * Sends what a real client sent to a real broker, and compares the answers. The ids in them tell where each message lies in
 * the commit log, so they agree only if all records before have the same lengths.
 */
function answersTo(...captures: string[]): Answer[] {
  return replay(captures).answers
}

function replay(captures: readonly string[], inTime = false): Replayed {
  const capture = captures[0]!
  const frames = captures.flatMap((each) => framesOf(each).map((frame) => ({ ...frame, capture: each })))
  const loopback = { brokerIP1: '127.0.0.1' }
  return withBroker(
    function* (world) {
      const answers: Answer[] = []
      const theirs = frames.filter(isTold).map(({ hex }) => notice(RemotingCommand.decode(hexToBytes(hex))))
      const told: Told = { ours: [], theirs }
      listen(world, told.ours)
      yield* run(world.brokerProcess, function* () {
        if (capture.includes('sendV1') || capture.includes('ROCKETMQ')) RemotingCommand.setDefaultSerializeType('ROCKETMQ')
        yield* fillUpTo(world, firstOffsetIn(frames))
      })
      let last = frames[0]!.tMs
      for (const frame of frames) {
        if (frame.dir !== 'c2s' || !ANSWERED.includes(frame.name)) continue
        // Then as now, what is to come again comes again after ten seconds.
        if (inTime) yield* sleep(Math.max(0, frame.tMs - last - PACE_MILLIS))
        last = frame.tMs
        yield* ask(world, frame, frames.filter((each) => each.capture === frame.capture), answers)
        yield* sleep(PACE_MILLIS)
      }
      if (inTime) yield* sleep(TIMEOUT_MILLIS)
      return { answers, told }
    },
    {
      broker: loopback,
      store: {
        mappedFileSizeCommitLog: 1_048_576,
        mappedFileSizeConsumeQueue: 6000,
        maxHashSlotNum: 100,
        maxIndexNum: 400,
      },
    },
  )
}

/** Sends a request, and notes the answer beside the real one; a pull that waits is answered later, if it was then. */
function* ask({ client }: BrokerWorld, frame: Frame, frames: readonly Frame[], answers: Answer[]): Blocking<void> {
  const request = RemotingCommand.decode(hexToBytes(frame.hex))
  if (frame.kind === 'oneway') return yield* client.invokeOneway('10.0.0.21:10911', request, 3000)
  const theirs = responseTo(frame, frames)
  const callback: InvokeCallback = {
    *operationComplete() {},
    *operationSucceed(response) {
      if (theirs !== null) answers.push({ request: frame.name, ours: contents(response), theirs: contents(theirs) })
    },
    *operationFail(error) {
      if (theirs !== null) answers.push({ request: frame.name, ours: { error }, theirs: contents(theirs) })
    },
  }
  yield* client.invokeAsync('10.0.0.21:10911', request, TIMEOUT_MILLIS, callback)
}

function isTold({ dir, kind }: Frame): boolean {
  return dir === 's2c' && kind !== 'response'
}

/** The number of what is told depends on everything that the broker has said before. */
function notice({ code, flag, remark, extFields }: RemotingCommand): object {
  return { code, flag, remark, extFields: extFields?.entries() ?? null }
}

function listen({ process, client }: BrokerWorld, told: object[]): void {
  const executor = new ThreadPoolExecutor(process, { threadNamePrefix: 'client_', corePoolSize: 1 })
  const processor = {
    rejectRequest: () => false,
    *processRequest(_context: unknown, request: RemotingCommand): Blocking<null> {
      told.push(notice(request))
      return null
    },
  }
  client.registerDefaultProcessor(processor, executor)
}

/** Where the first message of the capture went: the real store was not always empty. */
function firstOffsetIn(frames: readonly Frame[]): number {
  const first = frames.find((frame) => frame.header.extFields?.['msgId'] !== undefined)!
  return Number.parseInt(first.header.extFields!['msgId']!.slice(16, 32), 16)
}

function* fillUpTo(world: BrokerWorld, offset: number): Blocking<void> {
  if (offset === 0) return
  const overhead = 91 + 'Filler'.length
  const filler = messageOf({ topic: 'Filler', body: 'x'.repeat(offset - overhead) })
  yield* world.broker.getMessageStore().putMessage(filler)
  expect(world.broker.getMessageStore().getMaxPhyOffset()).toBe(offset)
}

function responseTo(request: Frame, frames: readonly Frame[]): RemotingCommand | null {
  const { conn, header } = request
  const isAnswer = (each: Frame): boolean => each.kind === 'response' && each.conn === conn
  const response = frames.find((each) => isAnswer(each) && each.header.opaque === header.opaque)
  return response === undefined ? null : RemotingCommand.decode(hexToBytes(response.hex))
}

/** Who sent a message from which port, and when it was stored, is another matter each time. */
function withoutCircumstances(body: Uint8Array | null): Uint8Array | null {
  if (body === null || body.length < 64) return body
  const magic = new DataView(body.buffer, body.byteOffset).getInt32(4)
  if (magic !== MessageDecoder.MESSAGE_MAGIC_CODE) return body
  const records = Uint8Array.from(body)
  const view = new DataView(records.buffer)
  for (let at = 0; at < records.length; at += view.getInt32(at)) records.fill(0, at + 48, at + 64)
  return records
}

function contents(response: RemotingCommand): object {
  const { code, flag, language, version, opaque, serializeTypeCurrentRPC } = response
  // What is said to people is said in other words.
  const remark = code === ResponseCode.QUERY_NOT_FOUND ? typeof response.remark : response.remark
  const body = withoutCircumstances(response.body)
  const extFields = response.extFields?.entries() ?? null
  return { code, flag, language, version, opaque, remark, body, serializeTypeCurrentRPC, extFields }
}

describe('a real client is answered as by a real broker', () => {
  test.each([
    ['02-quick', 24],
    ['22-quick-sendV1', 4],
    ['03-producers', 13],
    ['21-producers-ROCKETMQ', 13],
  ])('%s', (capture, atLeast) => {
    const answers = answersTo(capture)
    expect(answers.length).toBeGreaterThanOrEqual(atLeast)
    for (const { request, ours, theirs } of answers) expect(ours, request).toEqual(theirs)
  })

  test.each([
    [['03-producers', '04-pushc'], 28, false],
    // A message that fails twice: it comes again after ten seconds, and then goes to the dead letter queue.
    [['09-retrydlq'], 27, true],
  ])('%j: consumers too, who are also told what they were told then', (captures, atLeast, inTime) => {
    const { answers, told } = replay(captures, inTime)
    expect(answers.length).toBeGreaterThanOrEqual(atLeast)
    for (const { request, ours, theirs } of answers) expect(ours, request).toEqual(theirs)
    expect(told.ours).toEqual(told.theirs)
    expect(told.theirs.length).toBeGreaterThan(0)
  })
})
