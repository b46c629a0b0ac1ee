import { RequestCode, requestCodeName } from '../../remoting/protocol/RequestCode'
import { ResponseCode, responseCodeName } from '../../remoting/protocol/ResponseCode'
import type { Cursor, DiagramItem, Lifeline, Role } from '../protocol'
import type { FrameJourney } from './buildFrames'
import { requestCodes } from './buildFrames'
import type { Transfer } from './buildTransfers'
import type { NodeTable } from './NodeTable'

/** One call of a method, with what the diagram has to know of it. */
export interface ShownCall {
  readonly enterEvent: Cursor
  /** Null when it had not returned at the end of the recording. */
  readonly exitEvent: Cursor | null
  /** The class of the exception that it threw; null for others. */
  readonly threw: string | null
  readonly className: string
  readonly method: string
  /** `engine/client/producer/DefaultMQProducer.ts` */
  readonly file: string
  /** 0: a function or a static method. */
  readonly objectId: number
  /** The object stands for a class with static methods: it is one object for all nodes. */
  readonly isStatic: boolean
  /** The call during which this one was made; null at the bottom of a thread. */
  readonly caller: Cursor | null
  readonly thread: number
}

export interface Diagram {
  readonly lifelines: Lifeline[]
  readonly items: DiagramItem[]
  readonly asides: DiagramItem[]
}

interface Source {
  /** The calls made while the application's own code waited for one of its calls, in order. */
  readonly calls: readonly ShownCall[]
  readonly frames: readonly FrameJourney[]
  /** Between masters and their slaves. */
  readonly transfers: readonly Transfer[]
  readonly nodes: NodeTable
  timeOf(event: Cursor): number
  nodeOfThread(thread: number): string
}

/** The rooms whose objects have lifelines; what is below them (locks, codecs, pages) would only be noise. */
const SHOWN_ROOMS =
  /^engine\/(client|namesrv|broker|store|cluster\/(ClientProgram|drill\/StoreDrill)|remoting\/netty\/Netty)/
/** Helpers of theirs that would only spread one object's part over several lifelines. */
const HIDDEN_CLASSES = new Set([
  'Object', 'ServiceStateHolder', 'ThreadLocalIndex', 'TopicPublishInfo', 'ClientConfig', 'SendResult', 'AsyncSendCallback',
  'BackpressureSendCallBack', 'HeartbeatSender', 'NettyEventExecutor', 'ChannelTable', 'BrokerExecutors',
  'MappedBuffer', 'CachedFile', 'PageCache', 'Page', 'RecordBuffer', 'TopicQueueLock', 'RunningFlags',
  'AppendMessageResult', 'PutMessageResult',
  'StoreCheckpoint', 'GroupCommitRequest', 'SelectMappedBufferResult', 'DispatchRequest', 'PutMessageReentrantLock',
  'PullResult', 'PullRequest', 'ConsumeConcurrentlyContext', 'ControllableOffset', 'OffsetTable', 'ListenerCalls', 'ClientChannelInfo',
  'ExpressionMessageFilter', 'ConsumeQueueIterator', 'GetMessageResult',
])
/** The classes that a user of the client sees. */
const FACADE = new Set(['ClientProgram', 'DefaultMQProducer', 'DefaultMQPushConsumer', 'StoreDrill', 'StoreDrillNode'])
const REPLICATION = 'DefaultHAService'
const SENDS: ReadonlySet<number> = new Set([
  RequestCode.SEND_MESSAGE, RequestCode.SEND_MESSAGE_V2, RequestCode.SEND_BATCH_MESSAGE,
])
/** A call of an object to itself that has no more events than this is said aside. */
const EVENTS_OF_AN_ASIDE = 6
/** More arrows than this are not drawn; the list of events has them all. */
const MAX_ITEMS = 20_000

/**
 * Folds calls and frames into lifelines and arrows. An object has a lifeline if a method of it is called while the
 * application's own code waits for a call; frames are arrows wherever they happen. A short call of an object to itself is an aside.
 */
export function buildDiagram(source: Source): Diagram {
  const lifelines = new LifelineTable(source)
  const items: DiagramItem[] = []
  const asides: DiagramItem[] = []
  const byEnter = new Map(source.calls.map((call) => [call.enterEvent, call]))
  for (const call of source.calls) {
    if (items.length >= MAX_ITEMS) break
    if (!lifelines.shows(call)) continue
    const caller = nearestShown(call, byEnter, lifelines)
    addCall(call, caller, lifelines, isAside(call, caller, lifelines) ? asides : items, source)
  }
  addFrames(source, lifelines, items)
  addTransfers(source, lifelines, items)
  items.sort((one, other) => one.event - other.event)
  const numbered = [...items, ...asides].map((item, id) => ({ ...item, id }))
  return { lifelines: lifelines.list, items: numbered.slice(0, items.length), asides: numbered.slice(items.length) }
}

function addCall(
  call: ShownCall,
  caller: ShownCall | null,
  lifelines: LifelineTable,
  items: DiagramItem[],
  source: Source,
): void {
  const to = lifelines.of(call)
  const from = caller === null ? to : lifelines.of(caller)
  if (from === to && !isStep(call, caller)) return
  const { enterEvent, exitEvent, thread } = call
  const time = source.timeOf(enterEvent)
  const endTime = exitEvent === null ? null : source.timeOf(exitEvent)
  items.push({
    id: 0, kind: 'call', event: enterEvent, endEvent: exitEvent, time, endTime, from, to, label: call.method, thread, frame: null,
  })
  if (exitEvent === null || from === to || endTime === null) return
  const kind = call.threw === null ? 'return' : 'throw'
  const end = { event: exitEvent, endEvent: null, time: endTime, endTime: null }
  items.push({ id: 0, kind, ...end, from: to, to: from, label: call.threw ?? '', thread, frame: null })
}

/** The innermost call around this one whose object has a lifeline. */
function nearestShown(
  call: ShownCall,
  byEnter: ReadonlyMap<Cursor, ShownCall>,
  lifelines: LifelineTable,
): ShownCall | null {
  for (let caller = call.caller; caller !== null; ) {
    const around = byEnter.get(caller)
    if (around === undefined) return null
    if (lifelines.shows(around)) return around
    caller = around.caller
  }
  return null
}

/** A method that an object calls on itself is shown if it stands for a step of its own: not a getter, not a function within it. */
function isStep(call: ShownCall, caller: ShownCall | null): boolean {
  return caller !== null && call.exitEvent !== null && !/^(get|is|has|constructor)/.test(call.method)
}

function isAside(call: ShownCall, caller: ShownCall | null, lifelines: LifelineTable): boolean {
  if (caller === null || call.exitEvent === null || lifelines.of(call) !== lifelines.of(caller)) return false
  return call.exitEvent - call.enterEvent <= EVENTS_OF_AN_ASIDE
}

function addFrames(source: Source, lifelines: LifelineTable, items: DiagramItem[]): void {
  const codes = requestCodes(source.frames)
  source.frames.forEach((frame, index) => {
    const request = codes.get(frame) ?? frame.code
    const name = frame.isResponse ? responseName(request, frame.code) : requestCodeName(request)
    const label = `${name} · ${frame.bytes.length} B`
    items.push({
      id: 0,
      kind: 'frame',
      event: frame.sent.event,
      endEvent: frame.arrived?.event ?? null,
      time: frame.sent.time,
      endTime: frame.arrived?.time ?? null,
      from: lifelines.ofNetwork(frame.from, frame.sent.event),
      to: lifelines.ofNetwork(frame.to, frame.sent.event),
      label,
      thread: 0,
      frame: index,
    })
  })
}

/** To a send, success is SEND_OK. */
function responseName(request: number, code: number): string {
  return code === ResponseCode.SUCCESS && SENDS.has(request) ? 'SEND_OK' : responseCodeName(code)
}

/** Drawn like frames, but they are none: there is no RemotingCommand to be opened. */
function addTransfers({ transfers }: Source, lifelines: LifelineTable, items: DiagramItem[]): void {
  for (const { sent, arrived, from, to, label } of transfers) {
    items.push({
      id: 0,
      kind: 'frame',
      event: sent.event,
      endEvent: arrived?.event ?? null,
      time: sent.time,
      endTime: arrived?.time ?? null,
      from: lifelines.ofReplication(from, sent.event),
      to: lifelines.ofReplication(to, sent.event),
      label,
      thread: 0,
      frame: null,
    })
  }
}

/** Gives each object its lifeline when it first takes part. */
class LifelineTable {
  readonly list: Lifeline[]
  private readonly source: Source
  private readonly byObject: Map<number | string, number>
  private readonly doors: Map<string, number>

  constructor(source: Source) {
    this.list = []
    this.source = source
    this.byObject = new Map()
    this.doors = new Map()
  }

  shows(call: ShownCall): boolean {
    return call.objectId !== 0 && SHOWN_ROOMS.test(call.file) && !HIDDEN_CLASSES.has(call.className)
  }

  of(call: ShownCall): number {
    const node = this.source.nodeOfThread(call.thread)
    const key = call.isStatic ? `${node} ${call.className}` : call.objectId
    const known = this.byObject.get(key)
    if (known !== undefined) return known
    const isDoor = /^(Netty.*(Client|Server)|DefaultHAService)$/.test(call.className)
    const { className, enterEvent } = call
    const id = isDoor ? this.door(node, className, enterEvent) : this.add(className, node, enterEvent)
    this.byObject.set(key, id)
    return id
  }

  /** Where frames leave and reach a node: its remoting client or server. */
  ofNetwork(address: string, event: Cursor): number {
    const node = this.source.nodes.ofAddress(address)
    return this.door(node, this.isClient(node) ? 'NettyRemotingClient' : 'NettyRemotingServer', event)
  }

  /** The same for what masters and slaves say to each other. */
  ofReplication(address: string, event: Cursor): number {
    return this.door(this.source.nodes.ofAddress(address), REPLICATION, event)
  }

  /** A node has one lifeline for all that it says with others, and one for its replication. */
  private door(node: string, className: string, event: Cursor): number {
    const key = `${node} ${className === REPLICATION ? className : ''}`
    // A name server has a client as well, which looks for answers now and then; it is its server that others speak to.
    const isNameServer = this.roleOf(node) === 'namesrv'
    const id = this.doors.get(key) ?? this.add(isNameServer ? 'NettyRemotingServer' : className, node, event)
    this.doors.set(key, id)
    return id
  }

  private add(className: string, node: string, from: Cursor): number {
    const id = this.list.length
    this.list.push({ id, className, node, isBehindFacade: this.isClient(node) && !FACADE.has(className), from })
    return id
  }

  private roleOf(node: string): Role | undefined {
    return this.source.nodes.nodes.find(({ name }) => name === node)?.role
  }

  private isClient(node: string): boolean {
    const role = this.roleOf(node)
    return role === 'producer' || role === 'consumer'
  }
}
