import type { Blocking } from '../../../../engine/kernel/Blocking'
import type { Kernel } from '../../../../engine/kernel/Kernel'
import type { Process } from '../../../../engine/kernel/Process'
import { sleep } from '../../../../engine/kernel/sleep'
import { decodeUtf8 } from '../../../../engine/kernel/Utf8'
import type { MemoryWire } from '../../../../engine/ports/memory/MemoryWire'
import type { Channel } from '../../../../engine/remoting/netty/Channel'
import type { NettyRemotingServer } from '../../../../engine/remoting/netty/NettyRemotingServer'
import { HeartbeatData } from '../../../../engine/remoting/protocol/body/HeartbeatData'
import { SendMessageRequestHeaderV2 } from '../../../../engine/remoting/protocol/header/SendMessageRequestHeaderV2'
import { SendMessageResponseHeader } from '../../../../engine/remoting/protocol/header/SendMessageResponseHeader'
import { RemotingCommand } from '../../../../engine/remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../../engine/remoting/protocol/RequestCode'
import { ResponseCode } from '../../../../engine/remoting/protocol/ResponseCode'
import { startServer } from './startServer'

export interface FakeBrokerOptions {
  readonly name: string
  readonly host: string
  readonly queues: number
  readonly id: number
}

/** One request as it arrived. */
export interface Arrival {
  readonly code: number
  readonly at: number
  readonly command: RemotingCommand
}

export interface ArrivedSend extends Arrival {
  readonly header: SendMessageRequestHeaderV2
  /** `OrderPaid/3` */
  readonly place: string
  readonly text: string
}

/** What a broker does with a message that is sent to it; `millis` later, if it says so. */
interface Reaction {
  readonly code: number | 'silent' | 'close'
  readonly millis: number
}

const SUCCEED: Reaction = { code: ResponseCode.SUCCESS, millis: 0 }
const SEND_CODES: ReadonlySet<number> = new Set([RequestCode.SEND_MESSAGE_V2, RequestCode.SEND_BATCH_MESSAGE])

/** Stores nothing, but answers as the test wants; heartbeats and good-byes always with success. */
export class FakeBroker {
  readonly name: string
  readonly host: string
  readonly queues: number
  readonly id: number
  readonly process: Process
  readonly arrivals: Arrival[]
  /** May tell the answer of a send by what it says; overrides everything but {@link next}. */
  reply: ((send: ArrivedSend) => Partial<SendMessageResponseHeader>) | null
  /** Does it answer the question for the end of a queue, by which a client finds out whether it lives? */
  isDetectable: boolean
  private usual: Reaction
  private readonly exceptions: Reaction[]
  private readonly offsets: Map<string, number>
  private readonly server: NettyRemotingServer

  constructor(kernel: Kernel, wire: MemoryWire, options: FakeBrokerOptions, port = 10_911) {
    this.name = options.name
    this.host = options.host
    this.queues = options.queues
    this.id = options.id
    this.process = kernel.createProcess({ name: `${options.name}-${options.id}`, host: options.host })
    this.arrivals = []
    this.reply = null
    this.isDetectable = true
    this.usual = SUCCEED
    this.exceptions = []
    this.offsets = new Map()
    this.server = startServer(this.process, wire, port, (request, channel) => this.react(request, channel))
  }

  get address(): string {
    return this.server.address
  }

  /** Answers all sends with this code, `millis` later. */
  answer(code: number, millis = 0): this {
    this.usual = { code, millis }
    return this
  }

  /** Answers the next sends with these codes, one each, and then again as usual. */
  next(...codes: ReadonlyArray<Reaction['code']>): this {
    this.exceptions.push(...codes.map((code) => ({ code, millis: 0 })))
    return this
  }

  /** Takes sends and never answers them. */
  silent(): this {
    this.usual = { code: 'silent', millis: 0 }
    return this
  }

  /** Closes the connection over which a send comes, `millis` later. */
  closing(millis = 0): this {
    this.usual = { code: 'close', millis }
    return this
  }

  /** Ends at once: connections are reset and new ones refused. */
  close(): this {
    this.process.kernel.kill(this.process)
    return this
  }

  /** The messages that arrived, in order. */
  get sends(): ArrivedSend[] {
    return this.arrivals.filter(({ code }) => SEND_CODES.has(code)).map(asSend)
  }

  /** When requests of a code arrived, in ms of virtual time. */
  timesOf(code: number): number[] {
    return this.arrivals.filter((arrival) => arrival.code === code).map(({ at }) => at)
  }

  get heartbeats(): HeartbeatData[] {
    const beats = this.arrivals.filter(({ code }) => code === RequestCode.HEART_BEAT)
    return beats.map(({ command }) => HeartbeatData.decode(command.body!))
  }

  private *react(command: RemotingCommand, channel: Channel): Blocking<RemotingCommand | null> {
    const arrival = { code: command.code, at: Math.round(this.process.kernel.now / 1000), command }
    this.arrivals.push(arrival)
    if (SEND_CODES.has(command.code)) return yield* this.reactToSend(asSend(arrival), channel)
    if (command.code === RequestCode.GET_MAX_OFFSET) return this.isDetectable ? endOfQueue() : null
    return RemotingCommand.createResponseCommandWithCode(ResponseCode.SUCCESS, null)
  }

  private *reactToSend(send: ArrivedSend, channel: Channel): Blocking<RemotingCommand | null> {
    const { code, millis } = this.exceptions.shift() ?? this.usual
    if (millis > 0) yield* sleep(millis)
    if (code === 'close') channel.close()
    if (code === 'silent' || code === 'close') return null
    const response = RemotingCommand.createResponseCommand(SendMessageResponseHeader)
    response.code = code
    response.remark = code === ResponseCode.SUCCESS ? null : `the test wants ${code}`
    Object.assign(response.readCustomHeader<SendMessageResponseHeader>()!, this.stored(send), this.reply?.(send))
    return response
  }

  private stored({ header }: ArrivedSend): Partial<SendMessageResponseHeader> {
    const key = `${header.b}/${header.e}`
    const queueOffset = this.offsets.get(key) ?? 0
    this.offsets.set(key, queueOffset + 1)
    return { msgId: `${this.name}#${queueOffset}`, queueId: header.e, queueOffset }
  }
}

function asSend(arrival: Arrival): ArrivedSend {
  const header = arrival.command.decodeCommandCustomHeader(SendMessageRequestHeaderV2)
  return { ...arrival, header, place: `${header.b}/${header.e}`, text: decodeUtf8(arrival.command.body ?? new Uint8Array(0)) }
}

function endOfQueue(): RemotingCommand {
  const response = RemotingCommand.createResponseCommandWithCode(ResponseCode.SUCCESS, null)
  response.addExtField('offset', '0')
  return response
}
