import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { CompletableFuture } from '../../kernel/concurrent/CompletableFuture'
import { ReentrantLock } from '../../kernel/concurrent/ReentrantLock'
import type { Process } from '../../kernel/Process'
import { currentTimeMillis } from '../../kernel/Process'
import type { Wire } from '../../ports/Wire'
import { ConnectionRefusedError, ConnectTimeoutError } from '../../ports/Wire'
import { Channel, isChannelFailure } from './Channel'
import type { NettyEvent, NettyEventType } from './ChannelEventListener'
import { ChannelWrapper } from './ChannelWrapper'
import type { NettyClientConfig } from './NettyClientConfig'

const LOCK_TIMEOUT_MILLIS = 3000

/** The parts of a connection's life that belong to the table's owner. */
export interface ChannelTableOwner {
  /** Reads the channel to its end. */
  readLoop(channel: Channel): Blocking<void>
  /** The channel is closed, and nothing more will arrive on it. */
  channelGone(channel: Channel): void
  notify(event: NettyEvent): void
}

/**
 * The client's connections by address, and which of the name servers it talks to. In the original this is a part of
 * NettyRemotingClient (channelTables, namesrvAddrList, namesrvAddrChoosed).
 */
export class ChannelTable {
  private readonly process: Process
  private readonly wire: Wire
  private readonly config: NettyClientConfig
  private readonly owner: ChannelTableOwner
  private readonly channelTables: Map<string, ChannelWrapper>
  private readonly lockChannelTables: ReentrantLock
  private readonly namesrvChannelLock: ReentrantLock
  private namesrvAddrList: readonly string[]
  private namesrvAddrChoosed: string | null
  private namesrvIndex: number

  constructor(process: Process, wire: Wire, config: NettyClientConfig, owner: ChannelTableOwner) {
    this.process = process
    this.wire = wire
    this.config = config
    this.owner = owner
    this.channelTables = new Map()
    this.lockChannelTables = new ReentrantLock('channel table')
    this.namesrvChannelLock = new ReentrantLock('choice of a name server')
    this.namesrvAddrList = []
    this.namesrvAddrChoosed = null
    this.namesrvIndex = process.random.nextInt(999)
  }

  getNameServerAddressList(): readonly string[] {
    return this.namesrvAddrList
  }

  getNameServerAddressChosen(): string | null {
    return this.namesrvAddrChoosed
  }

  /**
   * A new list counts only if it differs; it is shuffled, so that the clients spread over the servers. If the chosen server is
   * no longer in the list, its connection is closed.
   */
  updateNameServerAddressList(addresses: readonly string[]): void {
    const old = this.namesrvAddrList
    const isSame = old.length === addresses.length && addresses.every((address) => old.includes(address))
    if (addresses.length === 0 || isSame) return
    this.namesrvAddrList = this.shuffled(addresses)
    assert(this.namesrvAddrList.length === addresses.length, 'shuffling keeps all addresses')
    const chosen = this.namesrvAddrChoosed
    if (chosen === null || addresses.includes(chosen)) return
    this.namesrvAddrChoosed = null
    const channel = this.channelTables.get(chosen)?.channel
    if (channel) this.closeChannel(channel)
  }

  private shuffled(addresses: readonly string[]): string[] {
    const result = [...addresses]
    for (let last = result.length - 1; last > 0; last--) {
      const other = this.process.random.nextInt(last + 1)
      const moved = result[last]!
      result[last] = result[other]!
      result[other] = moved
    }
    return result
  }

  isOK(address: string): boolean {
    return this.channelTables.get(address)?.isOK() ?? false
  }

  touch(address: string): void {
    const wrapper = this.channelTables.get(address)
    if (wrapper !== undefined) wrapper.lastResponseTime = currentTimeMillis()
  }

  /** The channel to the address, if there is one that works. */
  getChannel(address: string | null): Channel | null {
    return this.okWrapper(address)?.channel ?? null
  }

  /** The channel to the address, once the attempt to connect has ended; null when it has failed. */
  *getAndCreateChannel(address: string | null): Blocking<Channel | null> {
    const wrapper = yield* this.getAndCreateChannelAsync(address)
    if (wrapper === null) return null
    return wrapper.channel ?? (yield* wrapper.channelFuture.get())
  }

  /** The channel to the address or to a name server, perhaps still connecting. Original: #getAndCreateChannelAsync */
  *getAndCreateChannelAsync(address: string | null): Blocking<ChannelWrapper | null> {
    if (address === null) return yield* this.getAndCreateNameserverChannelAsync()
    return this.okWrapper(address) ?? (yield* this.createChannelAsync(address))
  }

  /** One attempt with one name server per call: the next call tries the next. */
  private *getAndCreateNameserverChannelAsync(): Blocking<ChannelWrapper | null> {
    const chosen = this.okWrapper(this.namesrvAddrChoosed)
    if (chosen !== null) return chosen
    if (!(yield* this.namesrvChannelLock.tryLock(LOCK_TIMEOUT_MILLIS))) return null
    try {
      const meanwhile = this.okWrapper(this.namesrvAddrChoosed)
      if (meanwhile !== null) return meanwhile
      if (this.namesrvAddrList.length === 0) return null
      const index = ++this.namesrvIndex % this.namesrvAddrList.length
      const address = this.namesrvAddrList[index]
      assert(address !== undefined, 'the chosen name server is one of the list', index, this.namesrvAddrList.length)
      this.namesrvAddrChoosed = address
      return yield* this.createChannelAsync(address)
    } finally {
      this.namesrvChannelLock.unlock()
    }
  }

  private okWrapper(address: string | null): ChannelWrapper | null {
    const wrapper = address === null ? undefined : this.channelTables.get(address)
    return wrapper?.isOK() === true ? wrapper : null
  }

  /** Reuses a connection that works or is being made; otherwise makes a new one. Original: #createChannelAsync */
  private *createChannelAsync(address: string): Blocking<ChannelWrapper | null> {
    if (!(yield* this.lockChannelTables.tryLock(LOCK_TIMEOUT_MILLIS))) return null
    try {
      const known = this.channelTables.get(address)
      if (known !== undefined && (known.isOK() || known.isConnecting())) return known
      return this.connect(address)
    } finally {
      this.lockChannelTables.unlock()
    }
  }

  private connect(address: string): ChannelWrapper {
    const future = new CompletableFuture<Channel | null>(`connection to ${address}`)
    const wrapper = new ChannelWrapper(address, future, currentTimeMillis())
    this.channelTables.set(address, wrapper)
    this.process.spawn(`NettyClientSelector_${address}`, () => this.eventLoop(wrapper), true)
    return wrapper
  }

  /** One connection's life: connecting, reading, the end. */
  private *eventLoop(wrapper: ChannelWrapper): Blocking<void> {
    const { address } = wrapper
    const channel = yield* this.tryConnect(address)
    assert(!wrapper.channelFuture.isDone(), 'a connection is made once')
    if (channel === null) {
      wrapper.channelFuture.complete(null)
      return
    }
    wrapper.channel = channel
    wrapper.channelFuture.complete(channel)
    this.notify('CONNECT', address, channel)
    this.notify('ACTIVE', address, channel)
    let ending: NettyEventType = 'CLOSE'
    try {
      yield* this.owner.readLoop(channel)
    } catch (error) {
      if (!isChannelFailure(error)) throw error
      ending = 'EXCEPTION'
    }
    this.closeChannel(channel)
    this.forget(channel)
    this.owner.channelGone(channel)
    this.notify(ending, address, channel)
  }

  /** Refused, unreachable or timed out: the caller sees only that there is no channel, the trace shows which. */
  private *tryConnect(address: string): Blocking<Channel | null> {
    try {
      const connection = yield* this.wire.connect(this.process, address, this.config.connectTimeoutMillis)
      return new Channel(this.process.kernel, connection)
    } catch (error) {
      if (error instanceof ConnectionRefusedError || error instanceof ConnectTimeoutError) return null
      throw error
    }
  }

  private notify(type: NettyEventType, remoteAddress: string, channel: Channel): void {
    this.owner.notify({ type, remoteAddress, channel })
  }

  /** Closes the socket. The table's entry goes when its event loop ends, as in the original. */
  closeChannel(channel: Channel): void {
    channel.close()
  }

  private forget(channel: Channel): void {
    assert(!channel.isActive, 'only a closed channel is forgotten')
    for (const [address, wrapper] of this.channelTables) {
      if (wrapper.channel === channel) this.channelTables.delete(address)
    }
  }

  /** Replaces `old` by a new connection to the same address; calls on `old` still end there. */
  *reconnect(old: Channel): Blocking<Channel | null> {
    const wrapper = this.channelTables.get(old.remoteAddress)
    const isReplaced = wrapper !== undefined && wrapper.channel !== old && (wrapper.isOK() || wrapper.isConnecting())
    const fresh = isReplaced ? wrapper : this.connect(old.remoteAddress)
    return yield* fresh.channelFuture.get()
  }

  closeIdleChannels(): void {
    const limit = this.process.kernel.now - this.config.clientChannelMaxIdleTimeSeconds * 1_000_000
    for (const [address, { channel }] of this.channelTables) {
      if (channel === null || !channel.isActive || channel.lastActivity > limit) continue
      this.notify('IDLE', address, channel)
      this.closeChannel(channel)
    }
  }

  closeAll(): void {
    for (const { channel } of this.channelTables.values()) channel?.close()
    this.channelTables.clear()
  }
}
