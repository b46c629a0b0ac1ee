import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import type { Kernel } from '../../kernel/Kernel'
import type { Connection } from '../../ports/Wire'
import { ConnectionClosedError, ConnectionResetError } from '../../ports/Wire'
import { RemotingCommandException } from '../exception/RemotingCommandException'
import type { RemotingCommand } from '../protocol/RemotingCommand'
import { FrameDecoder } from './FrameDecoder'

/**
 * A connection for commands: each one that is written becomes a frame, and the bytes that arrive are cut into frames.
 * Original: io.netty.channel.Channel with NettyEncoder and NettyDecoder in its pipeline.
 */
export class Channel {
  readonly id: number
  readonly localAddress: string
  readonly remoteAddress: string
  /** Virtual time (µs) of the last frame in either direction, for the idle check. */
  lastActivity: number
  private readonly kernel: Kernel
  private readonly connection: Connection
  private readonly decoder: FrameDecoder

  constructor(kernel: Kernel, connection: Connection) {
    this.id = connection.id
    this.localAddress = connection.localAddress
    this.remoteAddress = connection.remoteAddress
    this.lastActivity = kernel.now
    this.kernel = kernel
    this.connection = connection
    this.decoder = new FrameDecoder()
  }

  get isActive(): boolean {
    return this.connection.isOpen
  }

  /** Encodes and sends. @throws ConnectionClosedError */
  writeAndFlush(command: RemotingCommand): void {
    const bytes = command.encode()
    const length = lengthField(bytes)
    assert(length === bytes.length - LENGTH_SIZE, 'a frame begins with its length', length, bytes.length)
    this.connection.send(bytes)
    this.lastActivity = this.kernel.now
    if (this.kernel.wants('frame-sent')) this.traceFrame('frame-sent', bytes, command)
  }

  /**
   * The next command; null when the other end has closed.
   * @throws RemotingCommandException when the bytes are not a frame, ConnectionResetError
   */
  *read(decode: (frame: Uint8Array) => RemotingCommand): Blocking<RemotingCommand | null> {
    let frame = this.decoder.next()
    while (frame === null) {
      const bytes = yield* this.connection.read()
      if (bytes === null) return null
      this.decoder.offer(bytes)
      frame = this.decoder.next()
    }
    const command = decode(frame)
    this.lastActivity = this.kernel.now
    if (this.kernel.wants('frame-received')) this.traceFrame('frame-received', frame, command)
    return command
  }

  close(): void {
    this.connection.close()
  }

  private traceFrame(type: 'frame-sent' | 'frame-received', bytes: Uint8Array, command: RemotingCommand): void {
    const [from, to] =
      type === 'frame-sent' ? [this.localAddress, this.remoteAddress] : [this.remoteAddress, this.localAddress]
    this.kernel.emit({
      type,
      connection: this.id,
      from,
      to,
      code: command.code,
      opaque: command.opaque,
      isResponse: command.isResponseType(),
      isOneway: command.isOnewayRPC(),
      length: bytes.length,
      bytes,
    })
  }
}

const LENGTH_SIZE = 4

function lengthField(bytes: Uint8Array): number {
  return (bytes[0]! << 24) | (bytes[1]! << 16) | (bytes[2]! << 8) | bytes[3]!
}

/** Does the error come from the network or the other end, and not from a bug of ours? */
export function isChannelFailure(error: unknown): boolean {
  return (
    error instanceof ConnectionResetError ||
    error instanceof ConnectionClosedError ||
    error instanceof RemotingCommandException
  )
}
