import type {
  ClientCall, DiagramItem, Lifeline, Mark, Moment, NodeInfo, RunKey, RunModel,
} from '../../../engine/worker/protocol'

export const KEY: RunKey = { scenario: 'send-call', seed: 1, interventions: [], selector: null }

export const NODES: readonly NodeInfo[] = [
  { name: 'namesrv', role: 'namesrv', host: '10.0.0.11', address: '10.0.0.11:9876' },
  { name: 'order-service', role: 'producer', host: '10.0.0.31', address: '10.0.0.31' },
  { name: 'broker-a', role: 'broker', host: '10.0.0.21', address: '10.0.0.21:10911' },
  { name: 'broker-b', role: 'broker', host: '10.0.0.22', address: '10.0.0.22:10911' },
]

const CLASSES: ReadonlyArray<readonly [node: string, className: string, isBehindFacade: boolean]> = [
  ['order-service', 'ClientProgram', false],
  ['order-service', 'DefaultMQProducer', false],
  ['order-service', 'DefaultMQProducerImpl', true],
  ['order-service', 'MQClientInstance', true],
  ['order-service', 'MQClientAPIImpl', true],
  ['order-service', 'NettyRemotingClient', true],
  ['namesrv', 'NettyRemotingServer', false],
  ['namesrv', 'RouteInfoManager', false],
  ['broker-a', 'NettyRemotingServer', false],
  ['broker-a', 'SendMessageProcessor', false],
  ['broker-a', 'CommitLog', false],
  ['broker-b', 'NettyRemotingServer', false],
  ['broker-b', 'SendMessageProcessor', false],
  ['broker-b', 'CommitLog', false],
]

export const LIFELINES: readonly Lifeline[] = CLASSES.map(([node, className, isBehindFacade], id) => (
  { id, className, node, isBehindFacade, from: 0 }
))

/** Events between two things that are drawn; the rest are statements. */
const STATEMENTS = 8

/** Puts a run together as the worker would, event by event. */
class ModelBuilder {
  readonly items: DiagramItem[] = []
  readonly marks: Mark[] = []
  readonly calls: ClientCall[] = []
  event = 100
  time = 1_000_000

  tick(): { event: number; time: number } {
    this.event += STATEMENTS
    this.time += 7
    return { event: this.event, time: this.time }
  }

  item(kind: DiagramItem['kind'], from: number, to: number, label: string, frame: number | null = null): number {
    const { event, time } = this.tick()
    const id = this.items.length
    this.items.push({ id, kind, event, endEvent: null, time, endTime: null, from, to, label, thread: 1, frame })
    return id
  }

  end(id: number): void {
    const { event, time } = this.tick()
    this.items[id] = { ...this.items[id]!, endEvent: event, endTime: time }
  }

  /** A call with what happens in it, and its return. */
  call(from: number, to: number, label: string, body: () => void): void {
    const id = this.item('call', from, to, label)
    body()
    this.end(id)
    const { endEvent, endTime } = this.items[id]!
    this.items.push({
      id: this.items.length, kind: 'return', event: endEvent!, endEvent: null, time: endTime!, endTime: null,
      from: to, to: from, label: '', thread: 1, frame: null,
    })
  }

  frame(from: number, to: number, label: string): void {
    const id = this.item('frame', from, to, label, this.items.filter(({ kind }) => kind === 'frame').length)
    const mark = (type: string): void => {
      const [sender, receiver] = [LIFELINES[from]!.node, LIFELINES[to]!.node]
      this.mark('frame', type === 'frame-sent' ? sender : receiver, { type, from: hostOf(sender), to: hostOf(receiver) })
    }
    mark('frame-sent')
    this.time += 200
    this.end(id)
    mark('frame-received')
  }

  mark(kind: Mark['kind'], node: string, data: Mark['data']): void {
    this.marks.push({ event: this.event, time: this.time, kind, node, data })
  }
}

function hostOf(node: string): string {
  return NODES.find(({ name }) => name === node)!.host
}

/** A run of so many sends, to the brokers in turn; about 20 arrows each. */
export function modelOf(sends: number, change: Partial<RunModel> = {}): RunModel {
  const builder = new ModelBuilder()
  builder.mark('state', 'order-service', { type: 'state-changed', className: 'DefaultMQProducerImpl', name: 'g', from: 'CREATE_JUST', to: 'RUNNING' })
  builder.mark('connection', 'order-service', { type: 'connection-opened', connection: 1, from: '10.0.0.31:50000', to: '10.0.0.11:9876' })
  for (let i = 0; i < sends; i++) send(builder, i)
  const events = builder.event + 50
  return {
    key: KEY, isWhole: true, events, endTime: builder.time + 10, truncated: false, treading: null, broken: null, traceHash: 'a', disksHash: 'b', storage: 'memory',
    storageReason: null, nodes: NODES, threads: [{ id: 1, name: 'main', node: 'order-service' }], marks: builder.marks,
    calls: builder.calls, lifelines: LIFELINES, asides: [],
    items: builder.items.sort((one, other) => one.event - other.event),
    anchors: { 'client/producer/DefaultMQProducer#send': builder.calls[0]?.from ?? null, gone: null }, mainThread: 1, files: [], firstRuns: {},
    ...change,
  }
}

function send(builder: ModelBuilder, i: number): void {
  const server = i % 2 === 0 ? 8 : 11
  const broker = LIFELINES[server]!.node
  const { event: from, time: fromTime } = builder.tick()
  builder.mark('call', 'order-service', { type: 'client-call-started', call: i, label: 'producer.send(msg)' })
  builder.call(0, 1, 'send', () => builder.call(1, 2, 'send', () => {
    builder.call(2, 2, 'selectOneMessageQueue', () => {})
    builder.call(2, 4, 'sendMessage', () => builder.call(4, 5, 'invokeSync', () => {
      builder.frame(5, server, 'SEND_MESSAGE_V2 · 287 B')
      builder.call(server, server + 1, 'processRequest', () => builder.call(server + 1, server + 2, 'asyncPutMessage', () => {
        builder.mark('disk', broker, { type: 'log-append', topic: 'OrderPaid', queueId: i % 4, queueOffset: i >> 2, length: 200, keys: `order-${i}` })
      }))
      builder.frame(server, 5, 'SEND_OK · 161 B')
    }))
  }))
  const { event: to, time: toTime } = builder.tick()
  builder.mark('call', 'order-service', { type: 'client-call-ended', call: i, outcome: 'returned', result: 'SEND_OK' })
  builder.calls.push({ from, to, fromTime, toTime, label: 'producer.send(msg)', outcome: 'returned', result: 'SEND_OK' })
  builder.mark('timer', 'order-service', { type: 'timer-fired', label: 'heartbeat' })
  builder.time += 50_000
}

export const EVENTS_PER_SLICE = 10

/** The view at a cursor as an unhurried worker would give it. */
export function momentOf(model: RunModel, event: number): Moment {
  const flying = model.items.filter((item) => item.kind === 'frame' && item.event <= event && (item.endEvent ?? event + 1) > event)
  return {
    event,
    events: model.events,
    time: event * 3,
    slice: Math.floor(event / EVENTS_PER_SLICE),
    offset: event % EVENTS_PER_SLICE,
    faultSlice: Math.floor(event / EVENTS_PER_SLICE) + 1,
    thread: 1,
    stack: [
      { symbol: 'client/producer/DefaultMQProducerImpl#sendDefaultImpl', file: 'engine/client/producer/DefaultMQProducerImpl.ts', line: 221, enterEvent: 120 },
      { symbol: 'client/producer/DefaultMQProducer#send', file: 'engine/client/producer/DefaultMQProducer.ts', line: 88, enterEvent: 110 },
    ],
    call: 0,
    variables: [
      { name: 'times', value: { type: 'number', preview: '0' }, changed: true },
      { name: 'msg', changed: false, value: {
        type: 'object', preview: "Message 'OrderPaid' 41 B", className: 'Message', objectId: 7,
        fields: [{ name: 'topic', value: { type: 'string', preview: "'OrderPaid'" } }],
      } },
    ],
    lines: [{ line: 221, hits: 1, values: 'times = 0' }],
    kind: 'statement',
    nextTimer: { label: 'heartbeat', node: 'order-service', thread: 'MQClientFactoryScheduledThread', time: event * 3 + 29_987_000, event: Math.min(event + 500, model.events - 1) },
    nodes: model.nodes.map(({ name }) => ({ name, status: 'running' })),
    states: [{ node: 'order-service', className: 'DefaultMQProducerImpl', name: 'order-service', state: 'RUNNING' }],
    inFlight: flying.map(({ id }) => ({ item: id, fraction: 0.5 })),
  }
}
