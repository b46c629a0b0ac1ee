import { DefaultMQProducer } from '../../../../engine/client/producer/DefaultMQProducer'
import { Message } from '../../../../engine/common/message/Message'
import { sleep } from '../../../../engine/kernel/sleep'
import { Thread } from '../../../../engine/kernel/Thread'
import { encodeUtf8 } from '../../../../engine/kernel/Utf8'
import { __t, classOfPrototype, type ProbeSink, setProbeSink } from '../../../../engine/trace/probe'
import { NAME_SERVER, Stage, STAGE_TOPIC } from '../../stage/Stage'

/** What one call of `send` has set in motion, until it returned. */
export interface BehindOneSend {
  /** Statements and calls of the engine, on all machines. */
  readonly statements: number
  readonly calls: number
  /** The classes that were called, by the process in which that was, those with the most calls first. */
  readonly classes: ReadonlyArray<{ readonly process: string; readonly className: string; readonly calls: number }>
  readonly frames: number
  readonly bytes: number
  readonly connections: number
  readonly micros: number
}

export interface BehindOneLineInput {
  /** How many messages to send: each is counted for itself. */
  readonly messages: number
}

export interface BehindOneLineResult {
  readonly sends: readonly BehindOneSend[]
}

const GROUP = 'order-service'

/** Counts what runs; it needs the traced build, whose code says so. */
class CallCount implements ProbeSink {
  statements: number
  calls: number
  readonly byClass: Map<string, { readonly process: string; readonly className: string; calls: number }>

  constructor() {
    this.statements = 0
    this.calls = 0
    this.byClass = new Map()
  }

  statement(): void {
    this.statements++
  }

  locals(): void {}

  enter(_site: number, self: unknown): number {
    this.calls++
    const className = classNameOf(self)
    // Without a thread it is the network that calls.
    const process = Thread.current?.process.name
    if (className === null || process === undefined) return -1
    const key = `${process} ${className}`
    const counted = this.byClass.get(key) ?? { process, className, calls: 0 }
    counted.calls++
    this.byClass.set(key, counted)
    return -1
  }

  self(): void {}

  thrown(): void {}

  exit(): void {}
}

function classNameOf(self: unknown): string | null {
  if (typeof self !== 'object' || self === null) return null
  return classOfPrototype(Object.getPrototypeOf(self) as object)?.name ?? null
}

/** Sends messages through the facade and counts what is behind each of these calls. */
export function runBehindOneLine({ messages }: BehindOneLineInput): BehindOneLineResult {
  const stage = new Stage()
  const process = stage.createProcess(GROUP, '10.0.0.31')
  const sends = stage.run(process, function* () {
    const producer = new DefaultMQProducer(process, stage.environment, GROUP)
    Object.assign(producer, { namesrvAddr: NAME_SERVER, clientIP: process.host })
    yield* producer.start()
    const all: BehindOneSend[] = []
    for (let index = 0; index < messages; index++) {
      yield* sleep(500)
      const count = new CallCount()
      const place = stage.events.length
      const from = stage.kernel.now
      setProbeSink(count)
      __t.on = true
      __t.lv = 1
      yield* producer.send(new Message(STAGE_TOPIC, encodeUtf8('{"orderId":1001}')))
      setProbeSink(null)
      const events = stage.since(place).map(({ event }) => event)
      const frames = events.flatMap((event) => (event.type === 'frame-sent' ? [event] : []))
      all.push({
        statements: count.statements,
        calls: count.calls,
        classes: [...count.byClass.values()].sort((one, other) => other.calls - one.calls),
        frames: frames.length,
        bytes: frames.reduce((sum, { length }) => sum + length, 0),
        connections: events.filter(({ type }) => type === 'connection-opened').length,
        micros: stage.kernel.now - from,
      })
    }
    return all
  })
  return { sends }
}
