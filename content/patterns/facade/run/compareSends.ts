import { Message } from '../../../../engine/common/message/Message'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import { sleep } from '../../../../engine/kernel/sleep'
import { encodeUtf8 } from '../../../../engine/kernel/Utf8'
import { answerTo, type CallAnswer } from '../../stage/answerTo'
import { NAME_SERVER, Stage, STAGE_TOPIC } from '../../stage/Stage'
import { type HandCare, SendsByHand } from './SendsByHand'
import { WithFacade } from './WithFacade'

export interface CompareSendsInput {
  /** Null for the facade. */
  readonly byHand: HandCare | null
  /** What happens to a broker after the second message. */
  readonly accident: 'none' | 'kill' | 'power-cut'
  readonly seed: number
}

export interface CompareSendsResult {
  readonly sends: ReadonlyArray<{ readonly answer: CallAnswer; readonly micros: number }>
  /** From and to the sender's machine, from the first message to the last. */
  readonly frames: number
  readonly bytes: number
  readonly routeRequests: number
  /** Records in the logs of the brokers. */
  readonly stored: number
  /** A message that is stored twice, or that is lost, shows here. */
  readonly acknowledged: number
}

const HOST = '10.0.0.31'
const GROUP = 'order-service'
const MESSAGES = 8
const PAUSE_MILLIS = 100
const GET_ROUTEINFO_BY_TOPIC = 105

/** Sends eight messages, with the facade or by hand, to equal clusters that suffer the same. */
export function runCompareSends({ byHand, accident, seed }: CompareSendsInput): CompareSendsResult {
  const stage = new Stage({ seed })
  const process = stage.createProcess(GROUP, HOST)
  const begin = stage.events.length
  const sends = stage.run(process, function* () {
    const send = yield* createSend(stage, process, byHand)
    const all: Array<{ answer: CallAnswer; micros: number }> = []
    for (let index = 0; index < MESSAGES; index++) {
      if (accident !== 'none' && index === 2) stage.disturb({ kind: accident, node: 'broker-a' })
      yield* sleep(PAUSE_MILLIS)
      const from = stage.kernel.now
      const answer = yield* answerTo(() => send(new Message(STAGE_TOPIC, encodeUtf8(`{"orderId":${index}}`))), (text) => text)
      all.push({ answer, micros: stage.kernel.now - from })
    }
    return all
  })
  const events = stage.since(begin).map(({ event }) => event)
  const frames = events
    .flatMap((event) => (event.type === 'frame-sent' ? [event] : []))
    .filter(({ from, to }) => isOurs(from) || isOurs(to))
  const requests = frames.filter(({ isResponse, from }) => !isResponse && isOurs(from))
  return {
    sends,
    frames: frames.length,
    bytes: frames.reduce((sum, { length }) => sum + length, 0),
    routeRequests: requests.filter(({ code }) => code === GET_ROUTEINFO_BY_TOPIC).length,
    stored: events.filter(({ type }) => type === 'log-append').length,
    acknowledged: sends.filter(({ answer }) => answer.outcome === 'returned').length,
  }
}

function isOurs(address: string): boolean {
  return address.startsWith(`${HOST}:`)
}

type Send = (msg: Message) => Blocking<string>

function* createSend(stage: Stage, process: ReturnType<Stage['createProcess']>, byHand: HandCare | null): Blocking<Send> {
  if (byHand !== null) {
    const hand = new SendsByHand(process, stage.environment, NAME_SERVER, byHand)
    return (msg) => hand.send(GROUP, msg)
  }
  const facade = new WithFacade(process, stage.environment, NAME_SERVER, GROUP)
  yield* facade.start()
  return (msg) => facade.send(msg)
}
