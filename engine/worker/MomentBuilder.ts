import { EventKind } from '../trace/EventKind'
import { lastAtMost } from '../trace/ClockMarks'
import type { Trace } from '../trace/Trace'
import type { NamedValue } from '../trace/ValueReader'
import type { FrameJourney } from './model/buildFrames'
import { Fold } from './model/Fold'
import type { Cursor, LineState, Mark, Moment, NextTimer, NodeInfo, NodeStatus, ObjectState, StackFrame, Variable } from './protocol'
import type { Repetition } from './Repetition'

/** As many statements before the cursor are looked at for the lines that have run. */
const MAX_STATEMENTS = 600
/** As many of the latest of them have their variables written behind the line. */
const MAX_LINES_WITH_VALUES = 40
const KERNEL = 'engine/kernel/'

/** Builds the view at a cursor out of what one pass over the trace has prepared. */
export class MomentBuilder {
  private readonly trace: Trace
  private readonly values: Repetition
  private readonly frames: readonly FrameJourney[]
  private readonly timers: readonly Mark[]
  private readonly timerEvents: readonly Cursor[]
  private readonly nodeStatus: Fold<NodeStatus>
  private readonly states: Fold<ObjectState>
  private readonly nodes: readonly NodeInfo[]
  private readonly mainThread: number

  constructor(
    trace: Trace,
    values: Repetition,
    model: { readonly marks: readonly Mark[]; readonly nodes: readonly NodeInfo[]; readonly mainThread: number },
    frames: readonly FrameJourney[],
  ) {
    this.trace = trace
    this.values = values
    this.frames = frames
    this.timers = model.marks.filter((mark) => mark.kind === 'timer')
    this.timerEvents = this.timers.map((mark) => mark.event)
    this.nodeStatus = new Fold()
    this.states = new Fold()
    this.nodes = model.nodes
    this.mainThread = model.mainThread
    for (const mark of model.marks) this.foldMark(mark)
  }

  private foldMark({ event, node, data }: Mark): void {
    if (data['type'] === 'node-status') this.nodeStatus.add(event, node, data['to'] as NodeStatus)
    if (data['type'] !== 'state-changed') return
    const [className, name, state] = [data['className'], data['name'], data['to']].map(String) as [string, string, string]
    this.states.add(event, `${node} ${className} ${name}`, { node, className, name, state })
  }

  /** The first timer that fires after the event; null when none does. */
  nextTimer(event: Cursor): NextTimer | null {
    const fired = this.timers[lastAtMost(this.timerEvents, event) + 1]
    if (fired === undefined) return null
    const thread = this.trace.recording.threads[this.trace.recording.events.thread(fired.event)]?.name ?? ''
    const { node, time, data } = fired
    return { label: String(data['label']), node, thread, time, event: this.beginningOfTask(fired.event) }
  }

  /** The first stop of the task that a timer begins: the scheduler's own lines come first. */
  private beginningOfTask(fired: Cursor): Cursor {
    const { events } = this.trace.recording
    const isScheduler = (event: Cursor): boolean => {
      return this.trace.sites.site(events.site(event))?.file.startsWith(KERNEL) === true
    }
    const depth = events.depth(fired)
    const first = this.trace.stepper.next(fired, 1, (event) => !isScheduler(event) || events.depth(event) < depth)
    return first === null || isScheduler(first) ? fired : first
  }

  /** `wantedCall`: the ENTER of the call to show, if it is on the stack by then; otherwise the innermost one is shown. */
  build(event: Cursor, wantedThread?: number, wantedCall?: Cursor): Moment {
    const { trace } = this
    const at = trace.at(event)
    const thread = wantedThread ?? (at.thread === 0 ? this.mainThread : at.thread)
    const stop = this.stopOf(event, thread)
    return {
      event,
      events: trace.length,
      time: at.time,
      slice: at.slice,
      offset: event - (startOfSlice(trace, at.slice) ?? event),
      faultSlice: at.slice + 1,
      thread,
      kind: kindOf(at.kind),
      ...this.source(stop, wantedCall),
      nextTimer: this.nextTimer(event),
      nodes: this.statuses(event),
      states: [...this.states.at(event).values()],
      inFlight: this.inFlight(event, at.time),
    }
  }

  /** The place in the thread that stands for the event: itself, or the last stop before it. */
  stopOf(event: Cursor, thread: number): Cursor | null {
    const { index, stepper, recording } = this.trace
    if (recording.events.thread(event) === thread && stepper.isStop(event)) return event
    const events = index.threadEvents[thread]
    if (events === undefined) return null
    for (let place = lastAtMost(events, event); place >= 0; place--) {
      if (stepper.isStop(events[place]!)) return events[place]!
    }
    return null
  }

  /** The statement that the thread is at in a call of its stack, and the one before it in the same call. */
  lastStatements(
    event: Cursor, thread: number, call: Cursor,
  ): { readonly last: Cursor | null; readonly before: Cursor | null } {
    const stop = this.stopOf(event, thread)
    const own = stop === null ? [] : this.ownOf(call, this.statementsOf(call, stop))
    return { last: own.at(-1) ?? null, before: own.at(-2) ?? null }
  }

  private source(stop: Cursor | null, wantedCall?: Cursor): Pick<Moment, 'stack' | 'call' | 'variables' | 'lines'> {
    if (stop === null) return { stack: [], call: 0, variables: [], lines: [] }
    const stack = this.trace.callStack(stop).map(({ symbol, file, line, enterEvent }): StackFrame => {
      return { symbol: symbolPath(file, symbol), file, line, enterEvent }
    })
    const call = Math.max(0, stack.findIndex(({ enterEvent }) => enterEvent === wantedCall))
    const statements = stack.length === 0 ? [] : this.statementsOf(stack[call]!.enterEvent, stop)
    const own = stack.length === 0 ? [] : this.ownOf(stack[call]!.enterEvent, statements)
    return { stack, call, variables: this.variables(own), lines: this.lines(statements, own) }
  }

  /** In an expression function within a call, other variables are known than the call's own. */
  private ownOf(enter: Cursor, statements: readonly Cursor[]): Cursor[] {
    return statements.filter((event) => event === enter || !this.trace.index.isForeign(event))
  }

  /** The statements of one call up to and including the stop, in order; of an expression function its evaluation. */
  private statementsOf(enter: Cursor, stop: Cursor): Cursor[] {
    const { index, recording } = this.trace
    if (recording.events.kind(enter) === EventKind.STMT) return [enter]
    const events = index.threadEvents[recording.events.thread(stop)]!
    const found: Cursor[] = []
    for (let place = index.placeOf(stop); place >= 0 && events[place]! >= enter; place--) {
      const event = events[place]!
      if (recording.events.kind(event) !== EventKind.STMT || index.frameOf(event) !== enter) continue
      found.push(event)
      if (found.length === MAX_STATEMENTS) break
    }
    return found.reverse()
  }

  private variables(own: readonly Cursor[]): Variable[] {
    const last = own.at(-1)
    if (last === undefined) return []
    const before = own.at(-2)
    const known = before === undefined ? [] : this.values.valuesAt(before)
    const old = new Map(known.map((each) => [each.name, each.value.preview]))
    return this.values.valuesAt(last).map(({ name, value }) => {
      return { name, value, changed: before !== undefined && old.get(name) !== value.preview }
    })
  }

  /** The lines that have run, each with the variables that its last run has changed. */
  private lines(statements: readonly Cursor[], own: readonly Cursor[]): LineState[] {
    const lines = new Map<number, LineState>()
    const values = this.valuesBehind(own)
    const last = own.at(-1)
    for (const event of statements) {
      const line = this.trace.at(event).site?.line ?? 0
      const hits = (lines.get(line)?.hits ?? 0) + (event === last ? 0 : 1)
      lines.set(line, { line, hits, values: values.get(event) ?? lines.get(line)?.values ?? '' })
    }
    return [...lines.values()]
  }

  /** What the latest of the statements have changed, by their event. */
  private valuesBehind(own: readonly Cursor[]): Map<Cursor, string> {
    const behind = new Map<Cursor, string>()
    for (let index = Math.max(0, own.length - MAX_LINES_WITH_VALUES); index < own.length; index++) {
      const [event, next] = [own[index]!, own[index + 1]]
      behind.set(event, next === undefined ? '' : changes(this.values.valuesAt(event), this.values.valuesAt(next)))
    }
    return behind
  }

  private statuses(event: Cursor): Moment['nodes'] {
    const known = this.nodeStatus.at(event)
    return this.nodes.map(({ name }) => ({ name, status: known.get(name) ?? 'stopped' }))
  }

  private inFlight(event: Cursor, time: number): Moment['inFlight'] {
    const found: Array<{ item: number; fraction: number }> = []
    this.frames.forEach(({ sent, arrived }, item) => {
      if (sent.event > event || (arrived !== null && arrived.event <= event)) return
      if (arrived === null) return
      found.push({ item, fraction: Math.min(1, (time - sent.time) / Math.max(1, arrived.time - sent.time)) })
    })
    return found
  }
}

function kindOf(kind: EventKind): Moment['kind'] {
  switch (kind) {
    case EventKind.STMT:
      return 'statement'
    case EventKind.ENTER:
      return 'enter'
    case EventKind.EXIT:
      return 'exit'
    case EventKind.THROW:
      return 'throw'
    default:
      return 'other'
  }
}

/** `engine/client/producer/DefaultMQProducer.ts`, `DefaultMQProducer#send` → `client/producer/DefaultMQProducer#send` */
export function symbolPath(file: string, symbol: string): string {
  const path = file.replace(/^engine\//, '').replace(/\.ts$/, '')
  const method = symbol.includes('#') ? symbol.slice(symbol.indexOf('#') + 1) : symbol
  return `${path}#${method}`
}

/** `times = 0, mq = MessageQueue#12`: what is other than before, without `this`. */
function changes(before: readonly NamedValue[], after: readonly NamedValue[]): string {
  const old = new Map(before.map((each) => [each.name, each.value.preview]))
  return after
    .filter((each) => each.name !== 'this' && old.get(each.name) !== each.value.preview)
    .map((each) => `${each.name} = ${shortened(each.value.preview)}`)
    .join(', ')
}

function shortened(preview: string): string {
  return preview.length > 60 ? `${preview.slice(0, 59)}…` : preview
}

/** The first event of a slice; null beyond the end. What happens before the first slice counts as slice 0. */
export function startOfSlice(trace: Trace, slice: number): Cursor | null {
  return slice === 0 ? 0 : trace.recording.clock.eventOfSlice(slice)
}
