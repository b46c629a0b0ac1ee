import { assert } from '../kernel/assert'
import type { Wait, Wake } from '../kernel/Blocking'
import { TIMED_OUT } from '../kernel/Blocking'
import { IllegalStateException } from '../kernel/errors'
import type { EventSink, Kernel, KernelHooks } from '../kernel/Kernel'
import type { Process } from '../kernel/Process'
import type { Thread } from '../kernel/Thread'
import type { EventKind as Kind } from './EventKind'
import { EventKind, INTERRUPT, NO_SITE, packWait } from './EventKind'
import type { TraceEvent } from './events'
import type { ObjectIds } from './ObjectIds'
import type { ProbeSink } from './probe'
import { __t, hasProbeSink, setProbeSink } from './probe'
import type { RecordedThread } from './Recording'
import { ON_TAPE, Recording } from './Recording'
import { SITES_PER_FILE } from './SiteTable'
import { classNameOf, ValueWriter } from './ValueWriter'

/** Whose statements are recorded; methods are recorded everywhere. */
export interface Focus {
  /** If given, only statements of these threads, and none of what happens outside threads. */
  readonly threads?: (thread: RecordedThread) => boolean
  /** If given, only statements in these files, by their number in the site table. */
  readonly files?: (fileIndex: number) => boolean
}

export interface RecorderOptions {
  /** Default: `statement`. */
  readonly level?: 'method' | 'statement'
  readonly focus?: Focus
  /**
   * What is captured of variables: nothing, arguments and results, or all in scope at each statement. Default: `none`.
   */
  readonly values?: 'none' | 'args' | 'locals'
  /** Makes a look at what is alive, with the numbers that objects have in this recording. `values` is `none`. */
  readonly look?: (ids: ObjectIds) => LivingLook
  /** After that many events the recording ends, and says so. Default: 4 million. */
  readonly maxEvents?: number
}

/** A look at what is alive in a run. It must not change anything, nor keep anything alive beyond the run. */
export interface LivingLook {
  /** The events of the statements whose variables are shown. */
  readonly events: ReadonlySet<number>
  /**
   * A statement is about to run.
   * @param values in the order of the site's names
   */
  see(event: number, site: number, values: readonly unknown[]): void
  /** A method of the object is called for the first time. `id`: its number from now on. */
  met?(object: object, id: number): void
  /** A method is left: what it has returned or thrown. */
  left?(event: number, outcome: 'return' | 'throw', value: unknown): void
  /** Called at each event: what has run until now has run before the event. */
  passed?(event: number): void
}

const DEFAULT_MAX_EVENTS = 4_000_000
/** See {@link EventColumns}. */
const MAX_THREAD_ID = 0xffff

/**
 * Writes down what a kernel and the traced build's probes report. It has to be attached before the run begins: the
 * depth of calls is counted from there. What it records depends only on the run and on the options, so a run can be
 * repeated with more detail, and as long as level and focus are the same, every event has the same index again.
 */
export class Recorder implements ProbeSink, KernelHooks, EventSink {
  readonly recording: Recording
  private readonly options: RecorderOptions
  private readonly look: LivingLook | null
  private readonly maxEvents: number
  private readonly writer: ValueWriter
  private kernel: Kernel | null
  /** The sink of domain events from before the recorder came, which still hears them. */
  private otherSink: EventSink | null
  /** The thread that runs, {@link INTERRUPT} outside. */
  private thread: number
  /** For each thread, how many methods it is in. */
  private readonly depths: number[]
  /** For each thread, whether its statements are recorded. */
  private readonly focused: boolean[]
  /** For each file, whether its statements are recorded; filled as files are met. */
  private readonly focusedFiles: Array<boolean | undefined>
  private readonly alive: Map<Thread, RecordedThread>
  /** While a put-off action runs: the event because of which it does; -1 otherwise. */
  private origin: number
  /** By thread id: the event because of which it may run. */
  private readonly wokenBy: number[]
  /** By thread id: its last PAUSE. */
  private readonly pausedAt: number[]
  private lastTime: number
  private lastSlice: number

  constructor(options: RecorderOptions = {}) {
    this.recording = new Recording()
    this.options = options
    this.look = options.look?.(this.recording.ids) ?? null
    this.maxEvents = options.maxEvents ?? DEFAULT_MAX_EVENTS
    this.writer = new ValueWriter(this.recording.tape, this.recording.ids)
    this.kernel = null
    this.otherSink = null
    this.thread = INTERRUPT
    this.depths = [0]
    this.focused = [this.isStatementLevel && options.focus?.threads === undefined]
    this.focusedFiles = []
    this.alive = new Map()
    this.origin = -1
    this.wokenBy = []
    this.pausedAt = []
    this.lastTime = 0
    this.lastSlice = 0
  }

  private get isStatementLevel(): boolean {
    return (this.options.level ?? 'statement') === 'statement'
  }

  /**
   * Begins to record. A sink that listens to the kernel's events already still hears them.
   * @throws IllegalStateException while another run is being recorded, or when this recorder was used before
   */
  attach(kernel: Kernel): void {
    if (hasProbeSink()) throw new IllegalStateException('another run is being recorded')
    if (this.recording.length > 0) throw new IllegalStateException('a recorder records one run')
    this.kernel = kernel
    this.otherSink = kernel.sink
    kernel.hooks = this
    kernel.sink = this
    setProbeSink(this)
    this.switchProbes()
  }

  /** Ends the recording. A no-op when it has ended already, also because it was full. */
  detach(): void {
    if (this.kernel === null) return
    this.kernel.hooks = null
    if (this.kernel.sink === this) this.kernel.sink = this.otherSink
    this.kernel = null
    setProbeSink(null)
  }

  /** Lets another recorder use the probes, between two slices of the kernel. */
  suspendProbes(): void {
    if (this.kernel !== null) setProbeSink(null)
  }

  /** @throws IllegalStateException while another run is being recorded */
  resumeProbes(): void {
    if (this.kernel === null) return
    if (hasProbeSink()) throw new IllegalStateException('another run is being recorded')
    setProbeSink(this)
    this.switchProbes()
  }

  statement(site: number): void {
    if (this.isFocusedFile(site)) this.push(EventKind.STMT, site, 0)
  }

  locals(site: number, values: readonly unknown[]): void {
    if (!this.isFocusedFile(site)) return
    const { look } = this
    if (look === null) return void this.push(EventKind.STMT, site, this.capture(values, true))
    const event = this.push(EventKind.STMT, site, 0)
    if (look.events.has(event)) look.see(event, site, values)
  }

  enter(site: number, self: unknown, args: readonly unknown[] | null): number {
    this.depths[this.thread]!++
    let value = this.idOf(self)
    if (args !== null) {
      const position = this.recording.tape.position
      this.recording.tape.writeWord(value)
      this.writer.writeGroup(args, false)
      value = position | ON_TAPE
    }
    return this.push(EventKind.ENTER, site, value >>> 0)
  }

  self(token: number, self: unknown): void {
    const { events, tape } = this.recording
    const value = events.value(token)
    if (value >= ON_TAPE) tape.patchWord(value - ON_TAPE, this.idOf(self))
    else events.setValue(token, this.idOf(self))
  }

  thrown(token: number, error: unknown): void {
    const { events } = this.recording
    this.depths[this.thread] = events.depth(token)
    const event = this.push(EventKind.THROW, events.site(token), this.capture([error], false))
    if (this.look !== null) this.look.left?.(event, 'throw', error)
  }

  /**
   * Sets the depth to what it was at the token, whatever happened since: an exit that went missing does no harm for
   * long.
   */
  exit(token: number, result: unknown): void {
    const { events } = this.recording
    const depth = events.depth(token)
    assert(depth > 0, 'a method that is left has been entered', depth)
    this.depths[this.thread] = depth
    const event = this.push(EventKind.EXIT, events.site(token), __t.av ? this.capture([result], false) : 0)
    if (this.look !== null) this.look.left?.(event, 'return', result)
    this.depths[this.thread] = depth - 1
  }

  resume(thread: Thread, slice: number, now: number): void {
    assert(this.thread === INTERRUPT, 'one thread runs at a time', this.thread, thread.id)
    this.know(thread)
    this.thread = thread.id
    this.mark(now, slice)
    const event = this.push(EventKind.RESUME, NO_SITE, 0)
    const cause = this.wokenBy[thread.id] ?? -1
    if (event >= 0 && cause >= 0) this.recording.causes.set(event, cause)
    this.switchProbes()
  }

  pause(thread: Thread, wait: Wait): void {
    assert(this.thread === thread.id, 'the thread that waits is the one that ran', thread.id, this.thread)
    const label = Math.max(0, this.recording.tape.intern(thread.waitingFor))
    this.pausedAt[thread.id] = this.push(EventKind.PAUSE, NO_SITE, packWait(wait, label))
    this.leaveThread()
  }

  spawn(thread: Thread): void {
    this.know(thread)
    this.wokenBy[thread.id] = this.push(EventKind.SPAWN, NO_SITE, thread.id)
  }

  wake(thread: Thread, wake: Wake): void {
    this.wokenBy[thread.id] = wake === TIMED_OUT ? (this.pausedAt[thread.id] ?? -1) : this.here()
  }

  carry(action: () => void): () => void {
    const origin = this.here()
    return () => {
      this.origin = origin
      action()
      this.origin = -1
    }
  }

  /** The event because of which something happens now. */
  private here(): number {
    return this.thread === INTERRUPT ? this.origin : this.recording.length - 1
  }

  end(thread: Thread, error?: unknown): void {
    this.push(EventKind.END, NO_SITE, error === undefined ? 0 : this.capture([error], false))
    this.alive.delete(thread)
    this.leaveThread()
  }

  kill(process: Process): void {
    const running = this.thread
    this.mark(process.kernel.now, process.kernel.slice)
    for (const thread of this.alive.keys()) {
      if (thread.process !== process) continue
      this.thread = thread.id
      this.push(EventKind.KILL, NO_SITE, 0)
      this.alive.delete(thread)
    }
    this.thread = running
  }

  /** One that has ended its own process has been at work until now. */
  left(thread: Thread): void {
    if (this.thread === thread.id) this.leaveThread()
  }

  emit(event: TraceEvent): void {
    if (this.push(EventKind.DOMAIN, NO_SITE, this.recording.domain.length) >= 0) {
      this.recording.domain.push(event)
    }
    this.otherSink?.emit(event)
    if (event.type === 'invariant-broken') this.detach()
  }

  private push(kind: Kind, site: number, value: number): number {
    const { events } = this.recording
    if (this.kernel === null) return -1
    if (events.length >= this.maxEvents) {
      this.recording.truncated = true
      this.detach()
      return -1
    }
    if (this.thread === INTERRUPT) this.mark(this.kernel.now, this.kernel.slice)
    const event = events.push(kind, site, this.depths[this.thread]!, this.thread, value)
    if (this.look !== null) this.look.passed?.(event)
    return event
  }

  private mark(now: number, slice: number): void {
    if (now === this.lastTime && slice === this.lastSlice) return
    this.lastTime = now
    this.lastSlice = slice
    this.recording.clock.add(this.recording.length, now, slice)
  }

  /** Sets the switches for the thread that runs. */
  private switchProbes(): void {
    if (this.kernel === null) return
    const { values } = this.options
    __t.on = true
    __t.av = values === 'args' || values === 'locals'
    const isLocals = values === 'locals' || (this.look?.events.size ?? 0) > 0
    if (this.focused[this.thread] === true) __t.lv = isLocals ? 2 : 1
    else __t.lv = 0
  }

  private leaveThread(): void {
    this.thread = INTERRUPT
    this.depths[INTERRUPT] = 0
    this.switchProbes()
  }

  private know(thread: Thread): void {
    if (this.depths[thread.id] !== undefined) return
    assert(thread.id <= MAX_THREAD_ID, 'the number of a thread has 16 bits', thread.id, MAX_THREAD_ID)
    const known = { id: thread.id, name: thread.name, process: thread.process.name }
    this.recording.threads[thread.id] = known
    this.alive.set(thread, known)
    this.depths[thread.id] = 0
    this.focused[thread.id] = this.isStatementLevel && (this.options.focus?.threads?.(known) ?? true)
  }

  private isFocusedFile(site: number): boolean {
    const { files } = this.options.focus ?? {}
    if (files === undefined) return true
    const fileIndex = Math.floor(site / SITES_PER_FILE)
    return (this.focusedFiles[fileIndex] ??= files(fileIndex))
  }

  /** @returns the value of an event with these captured */
  private capture(values: readonly unknown[], isThisFirst: boolean): number {
    const { position } = this.recording.tape
    this.writer.writeGroup(values, isThisFirst)
    return (position | ON_TAPE) >>> 0
  }

  /** The number of an object whose method is called; 0 for none. */
  private idOf(self: unknown): number {
    if (typeof self !== 'object' || self === null) return 0
    const { ids, objects, threads } = this.recording
    const id = ids.self(self)
    assert(id <= objects.length, 'objects are numbered without a gap', id, objects.length)
    if (id === objects.length) {
      const process = threads[this.thread]?.process ?? ''
      objects.push({ id, className: classNameOf(self), process, firstEvent: this.recording.length })
      this.look?.met?.(self, id)
    }
    return id
  }
}
