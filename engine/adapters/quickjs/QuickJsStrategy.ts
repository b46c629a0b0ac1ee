import type { QuickJSContext, QuickJSHandle } from 'quickjs-emscripten-core'
import type { Process } from '../../kernel/Process'
import { Thread } from '../../kernel/Thread'
import { md5 } from '../../kernel/java/md5'
import { encodeUtf8 } from '../../kernel/Utf8'
import type {
  ChosenQueues, ListenerAnswer, OfferedApplication, OfferedChoice, OfferedMessage, OfferedMessageExt, OfferedQueue,
  OfferedSend, SandboxedAllocation, SandboxedListener, SandboxedStrategy, StrategyErrorKind,
} from '../../ports/Sandbox'
import { StrategyError } from '../../ports/Sandbox'
import { __t } from '../../trace/probe'
import { SITES_PER_FILE } from '../../trace/SiteTable'
import type { CompiledStrategy } from './compileStrategy'
import { lineOfSite, STRATEGY_FILE } from './compileStrategy'
import { GuestValues } from './GuestValues'
import { PRELUDE } from './prelude'

/** What one call may take, what all calls of a run together may take, and how deep calls may go. */
export const STRATEGY_LIMITS = { steps: 50_000, total: 20_000_000, depth: 200 }

/**
 * Every 10,000 times that the sandbox has gone round a loop, called a function or tried an alternative of a regular
 * expression, it asks whether to go on. If no step was counted since it asked before, a single step takes long: that may be
 * so this often in one call, and in all calls of a run together. Whatever counts as steps is stopped by their number, so
 * the answer does not depend on whether the run is recorded.
 */
const LONG_STEPS = { call: 50, run: 500 }
/** No number of steps: what comes before a call's first step is the prelude's own work, which is the same for every strategy. */
const UNSEEN = -1

const MARK = [0x52_6f_63_6b, 0x65_74_53_63, 0x6f_70_65_21, 0x73_74_65_70]

/** What the prelude says of a call that went wrong, as JSON. Of one that went well it says the index alone. */
interface Refusal {
  readonly kind: StrategyErrorKind
  readonly detail: string
  readonly trace?: string
  readonly isNull?: boolean
  readonly site?: number
  /** The message of an error that the sandbox itself has thrown; empty for any other. */
  readonly internal?: string
  /** What a listener had slept, in ms. */
  readonly slept?: number
}

/** The method that makes a class what it is to be. */
export type WantedMethod = 'select' | 'allocate' | 'consumeMessage'

/** Queue and steps of each call in turn. */
interface ManyChoices {
  readonly choices: readonly number[]
  readonly refusal?: Refusal
}

/** An index, what was asked for, or why there is neither. */
type Answer = number | { readonly queues: readonly number[] } | ManyChoices | ListenerAnswer

/** The memory that a sandbox may use. */
export interface SandboxMemory {
  readonly buffer: ArrayBufferLike
  /** Has it ever needed more than there is? */
  readonly isFull: boolean
}

interface ErrorData {
  readonly name: string
  readonly message: string
  readonly stack: string
}

const FATAL: ReadonlySet<StrategyErrorKind> = new Set<StrategyErrorKind>(['budget', 'memory', 'stack'])

/** A reader's code in a context of its own. Everything but the code is there before that is known. */
export class QuickJsStrategy implements SandboxedStrategy, SandboxedAllocation, SandboxedListener {
  hasHooks: boolean
  isOrderly: boolean
  steps: number
  private readonly context: QuickJSContext
  private readonly memory: SandboxMemory
  /** What runs, and in which process; null until it is started. */
  private started: { readonly compiled: CompiledStrategy; readonly process: Process } | null
  /** Its sites begin at this number. */
  private firstSite: number
  private readonly values: GuestValues
  private readonly entry: QuickJSHandle
  private readonly functions: Map<string, QuickJSHandle>
  /** Calls that are recorded and have not ended. */
  private readonly open: number[]
  /** The sandbox writes the number of steps into it. */
  private readonly counter: QuickJSHandle
  /** Where that is in its memory, in units of four bytes. */
  private readonly counterIndex: number
  private stepsSeen: number
  /** Of {@link selectAll}, how many calls were over when it was seen last. */
  private callsSeen: number
  /** How often a step took long; see {@link LONG_STEPS}. */
  private longInCall: number
  private longInRun: number
  /** Why it is being stopped; null while it may run. */
  private stopped: StrategyErrorKind | null
  /** What it died of. The rest of the run fails with it at once, so that a hostile strategy is slow only once. */
  private death: StrategyError | null
  private offered: string
  /** What the sandbox has the choices of, for {@link selectAll}. */
  private repertoire: readonly OfferedChoice[]
  private hasAskedTime: boolean
  /** How much memory it had before any code ran. */
  private readonly firstBytes: number
  private bodies: ReadonlyArray<Uint8Array | null>
  private application: OfferedApplication | null

  constructor(context: QuickJSContext, memory: SandboxMemory) {
    this.hasHooks = false
    this.isOrderly = false
    this.steps = 0
    this.context = context
    this.memory = memory
    this.started = null
    this.firstSite = 0
    this.values = new GuestValues()
    this.functions = new Map()
    this.open = []
    this.counter = context.newArrayBuffer(Int32Array.from(MARK).buffer)
    this.counterIndex = indexOfMark(memory.buffer)
    this.stepsSeen = 0
    this.callsSeen = 0
    this.longInCall = 0
    this.longInRun = 0
    this.stopped = null
    this.death = null
    this.offered = ''
    this.repertoire = []
    this.hasAskedTime = false
    this.firstBytes = memory.buffer.byteLength
    this.bodies = []
    this.application = null
    this.entry = this.evaluatePrelude()
    context.runtime.setInterruptHandler(() => this.mustStop())
  }

  /** Makes the instance, in a thread of the process that it is for. @throws StrategyError */
  start(
    compiled: CompiledStrategy,
    fileIndex: number,
    method: WantedMethod,
    application: OfferedApplication | null,
  ): void {
    this.started = { compiled, process: Thread.currentThread().process }
    this.firstSite = fileIndex * SITES_PER_FILE
    this.application = application
    const kind = this.load(compiled, method)
    this.hasHooks = kind === 1
    this.isOrderly = kind === 2
  }

  select<Q extends OfferedQueue>(mqs: readonly Q[], msg: OfferedMessage, arg: unknown): Q {
    const queues = JSON.stringify(mqs.map(queueOf))
    const isKnown = queues === this.offered
    this.offered = queues
    this.bodies = [msg.body]
    const texts = [isKnown ? '' : queues, JSON.stringify(messageOf(msg)), JSON.stringify(argumentOf(arg))]
    return mqs[this.call('select', texts) as number]!
  }

  get isTimeless(): boolean {
    const { hasHooks, hasAskedTime, longInRun, death, memory, firstBytes } = this
    const isAtEase = longInRun === 0 && death === null && memory.buffer.byteLength === firstBytes && !memory.isFull
    return isAtEase && !hasHooks && !hasAskedTime
  }

  selectAll(mqs: readonly OfferedQueue[], offers: readonly OfferedChoice[], asked: readonly number[]): ChosenQueues {
    const queues = JSON.stringify(mqs.map(queueOf))
    const choices = offers === this.repertoire ? '' : JSON.stringify(offers.map(choiceOf))
    this.bodies = offers.map(({ message }) => message.body)
    this.repertoire = offers
    const texts = [queues === this.offered ? '' : queues, choices, JSON.stringify(asked)]
    this.offered = queues
    const { choices: said, refusal } = this.call('selectAll', texts) as ManyChoices
    const error = refusal === undefined ? null : this.errorOf(refusal)
    if (error !== null && FATAL.has(error.kind)) throw this.death = error
    return {
      queues: said.filter((_, index) => index % 2 === 0),
      steps: said.filter((_, index) => index % 2 === 1),
      refusal: error,
    }
  }

  join(): number {
    this.moveToThread()
    return this.call('join', []) as number
  }

  allocate(
    member: number,
    group: string,
    cid: string,
    mqs: readonly OfferedQueue[],
    cids: readonly string[],
  ): number[] {
    this.moveToThread()
    const queues = JSON.stringify(mqs.map(queueOf))
    const asked = JSON.stringify({ member, group, cid, queues: queues === this.offered ? '' : queues, cids })
    this.offered = queues
    const answer = this.call('allocate', [asked]) as { readonly queues: readonly number[] }
    return [...answer.queues]
  }

  consume(msgs: readonly OfferedMessageExt[], queue: OfferedQueue): ListenerAnswer {
    this.bodies = msgs.map(({ body }) => body)
    const messages = msgs.map((msg) => [messageOf(msg), factsOf(msg)])
    const asked = JSON.stringify({ messages, queue: queueOf(queue), isOrderly: this.isOrderly })
    return this.call('consume', [asked]) as ListenerAnswer
  }

  /** Time and chance are those of the process that asks: each member of a group is on a machine of its own. */
  private moveToThread(): void {
    this.started = { ...this.started!, process: Thread.currentThread().process }
  }

  sendMessageBefore(send: OfferedSend): void {
    this.hook('sendMessageBefore', send)
  }

  sendMessageAfter(send: OfferedSend): void {
    this.hook('sendMessageAfter', send)
  }

  private mustStop(): boolean {
    if (this.stopped !== null) return true
    this.noticeNextCall()
    const steps = this.count
    const isLong = steps === this.stepsSeen
    this.stepsSeen = steps
    if (!isLong) return false
    const isTooLong = ++this.longInCall > LONG_STEPS.call || ++this.longInRun > LONG_STEPS.run
    if (isTooLong) this.stopped = 'budget'
    return isTooLong
  }

  /** The calls of `selectAll` are told apart, as if each had come from here. */
  private noticeNextCall(): void {
    const { callsMade } = this
    if (callsMade === this.callsSeen) return
    this.callsSeen = callsMade
    this.longInCall = 0
    this.stepsSeen = UNSEEN
  }

  /** Steps of this call so far, as the sandbox counts them. */
  private get count(): number {
    return this.counted(0)
  }

  /** Calls that `selectAll` has made. */
  private get callsMade(): number {
    return this.counted(1)
  }

  private counted(place: number): number {
    return new Int32Array(this.memory.buffer, this.counterIndex * 4, MARK.length)[place]!
  }

  private hook(name: 'sendMessageBefore' | 'sendMessageAfter', send: OfferedSend): void {
    this.bodies = [send.message.body]
    this.call('hook', [name, JSON.stringify({ ...send, message: messageOf(send.message), mq: queueOf(send.mq) })])
  }

  private evaluatePrelude(): QuickJSHandle {
    const { context } = this
    const host = context.newObject()
    this.provide(host)
    context.setProp(host, 'counter', this.counter)
    this.counter.dispose()
    const limits = context.newObject()
    for (const [name, value] of Object.entries(STRATEGY_LIMITS)) {
      context.newNumber(value).consume((number) => context.setProp(limits, name, number))
    }
    const prelude = context.unwrapResult(context.evalCode(PRELUDE, 'sandbox'))
    const entry = context.unwrapResult(context.callFunction(prelude, context.undefined, host, limits))
    for (const handle of [host, limits, prelude]) handle.dispose()
    return entry
  }

  /** All that the sandbox can reach. */
  private provide(host: QuickJSHandle): void {
    const { context } = this
    const give = (name: string, body: (...args: QuickJSHandle[]) => QuickJSHandle | void): void => {
      context.newFunction(name, body).consume((handle) => context.setProp(host, name, handle))
    }
    const process = (): Process => this.started!.process
    const number = (handle: QuickJSHandle): number => context.getNumber(handle)
    const text = (handle: QuickJSHandle): string => context.getString(handle)
    const site = (handle: QuickJSHandle): number => this.firstSite + number(handle)
    const list = (handle: QuickJSHandle): unknown[] | null => {
      const json = text(handle)
      return json === '' ? null : this.values.list(json)
    }
    give('nextInt', (n) => context.newNumber(process().random.nextInt(number(n!))))
    give('nextFraction', () => context.newNumber(process().random.nextFraction()))
    give('currentTimeMillis', () => {
      this.hasAskedTime = true
      return context.newNumber(process().currentTimeMillis())
    })
    give('body', (index) => {
      const body = this.bodies[number(index!)] ?? null
      return body === null ? context.null : context.newArrayBuffer(body.slice().buffer)
    })
    give('md5Hash', (key) => context.newNumber(new DataView(md5(encodeUtf8(text(key!))).buffer).getUint32(0)))
    give('databaseGet', (key) => {
      const value = this.application!.get(text(key!))
      return value === null ? context.null : context.newString(value)
    })
    give('databasePut', (key, value) => this.application!.put(text(key!), text(value!)))
    give('bill', (order, slept) => this.application!.bill(text(order!), number(slept!)))
    give('stop', (kind) => {
      this.stopped ??= text(kind!) as StrategyErrorKind
    })
    give('statement', (id) => __t.p(site(id!)))
    give('locals', (id, values) => __t.l(site(id!), list(values!)!))
    give('enter', (id, self, className, args) => {
      const object = number(self!) === 0 ? null : this.values.object(number(self!), text(className!))
      const token = __t.enter(site(id!), object, list(args!))
      this.open.push(token)
      return context.newNumber(token)
    })
    give('self', (token, self, className) => __t.self(number(token!), this.values.object(number(self!), text(className!))))
    give('thrown', (token, error) => __t.thrown(number(token!), list(error!)![0]))
    give('exit', (token, result) => {
      const ended = number(token!)
      const place = this.open.lastIndexOf(ended)
      if (place >= 0) this.open.length = place
      __t.exit(ended, list(result!)?.[0])
    })
  }

  /** @returns 1 if it has hooks, 2 if it is a listener in order, otherwise 0 */
  private load(compiled: CompiledStrategy, method: WantedMethod): number {
    const module = this.context.evalCode(compiled.code, STRATEGY_FILE)
    if (module.error) throw this.doesNotCompile(module.error)
    return module.value.consume((handle) => this.call('load', [handle, method])) as number
  }

  private doesNotCompile(error: QuickJSHandle): StrategyError {
    const data = error.consume((handle) => this.dataOfError(handle))
    return new StrategyError('syntax', data?.message ?? 'does not compile', lineIn(data?.stack ?? ''))
  }

  /** Null when it is none, as when there was no memory left for one. */
  private dataOfError(error: QuickJSHandle): ErrorData | null {
    const { context } = this
    if (context.typeof(error) !== 'object' || context.eq(error, context.null)) return null
    const text = (name: string): string => context.getProp(error, name).consume((handle) => context.getString(handle))
    return { name: text('name'), message: text('message'), stack: text('stack') }
  }

  private function(name: string): QuickJSHandle {
    const known = this.functions.get(name) ?? this.context.getProp(this.entry, name)
    this.functions.set(name, known)
    return known
  }

  /** @throws StrategyError */
  private call(
    name: 'load' | 'select' | 'selectAll' | 'hook' | 'join' | 'allocate' | 'consume',
    args: ReadonlyArray<string | QuickJSHandle>,
  ): Answer {
    this.steps = 0
    if (this.death !== null) throw this.death
    const { context } = this
    this.longInCall = 0
    this.stepsSeen = UNSEEN
    const mode = (__t.on ? 1 : 0) + (__t.av ? 2 : 0) + __t.lv * 4
    const handles = args.map((arg) => (typeof arg === 'string' ? context.newString(arg) : arg))
    const number = context.newNumber(mode)
    const [first, ...rest] = name === 'load' ? [...handles, number] : [number, ...handles]
    const answer = this.guarded(() => {
      const result = context.callFunction(this.function(name), context.undefined, first!, ...rest)
      if (result.error) {
        result.error.dispose()
        return this.broken()
      }
      return result.value.consume((handle) => this.answerIn(handle))
    })
    number.dispose()
    args.forEach((arg, index) => typeof arg === 'string' && handles[index]!.dispose())
    this.steps = this.count
    const error = this.errorOf(answer)
    if (error === null) return answer as Answer
    this.unwind(error)
    if (FATAL.has(error.kind)) this.death = error
    throw error
  }

  /** Deep recursion inside of the engine's own code may be more than the machine's stack holds; then it is beyond use. */
  private guarded(call: () => Answer | Refusal): Answer | Refusal {
    try {
      return call()
    } catch (error) {
      if (error instanceof RangeError) this.stopped ??= 'stack'
      else if (error instanceof WebAssembly.RuntimeError) this.stopped ??= 'memory'
      else throw error
      return { kind: this.stopped, detail: '' }
    }
  }

  private answerIn(handle: QuickJSHandle): Answer | Refusal {
    const { context } = this
    if (context.typeof(handle) === 'number') return context.getNumber(handle)
    return JSON.parse(context.getString(handle)) as Exclude<Answer, number> | Refusal
  }

  /** What came past the prelude's own `catch`: an interruption, or no memory left even for an error. */
  private broken(): Refusal {
    const stopped = this.stopped ?? 'memory'
    // Only for the question: it takes no time.
    this.stopped = null
    this.longInCall = this.longInRun = 0
    const refusal = { kind: stopped, detail: '', site: this.lastSite() }
    this.stopped = stopped
    return refusal
  }

  private lastSite(): number {
    const { context } = this
    const result = context.callFunction(this.function('site'), context.undefined)
    if (result.error) return result.error.consume(() => -1)
    return result.value.consume((handle) => context.getNumber(handle))
  }

  private errorOf(answer: Answer | Refusal): StrategyError | null {
    const isRefusal = typeof answer === 'object' && 'kind' in answer
    if (this.stopped === null && !isRefusal) return null
    const refusal: Partial<Refusal> = isRefusal ? answer : {}
    const { detail = '', trace = '', site = -1, slept = 0 } = refusal
    const { compiled } = this.started!
    const line = lineOfSite(compiled, site) ?? lineAtTop(compiled, trace)
    const kind = this.stopped ?? this.kindOf(refusal)
    if (!FATAL.has(kind)) return new StrategyError(kind, detail, line, null, slept)
    const said = { budget: `more than ${STRATEGY_LIMITS.steps} steps`, memory: 'more than 16 MiB', stack: 'calls nested too deeply' }
    return new StrategyError(kind, said[kind as 'budget' | 'memory' | 'stack'], line)
  }

  /** What an error says of itself counts for nothing: anybody can write that. */
  private kindOf({ kind, internal, isNull }: Partial<Refusal>): StrategyErrorKind {
    const hasNoMemory = internal === 'out of memory' || isNull === true
    if (hasNoMemory && this.memory.isFull) return 'memory'
    return internal === 'stack overflow' ? 'stack' : kind!
  }

  /** Whatever was stopped in the middle has left its calls open. */
  private unwind(error: StrategyError): void {
    for (const token of this.open.reverse()) {
      __t.thrown(token, error)
      __t.exit(token, undefined)
    }
    this.open.length = 0
  }
}

/** Nobody tells where a buffer lies, so it is looked for once, by what is in it. */
function indexOfMark(buffer: ArrayBufferLike): number {
  const words = new Int32Array(buffer)
  for (let index = words.indexOf(MARK[0]!); index >= 0; index = words.indexOf(MARK[0]!, index + 1)) {
    if (MARK.every((word, offset) => words[index + offset] === word)) {
      words.fill(0, index, index + MARK.length)
      return index
    }
  }
  throw new Error('the counter of steps is not in the memory of the sandbox')
}

/**
 * While its module is loaded, no statement of the reader's has a site, and there is only what the error says. It may say what it
 * likes, but no line that there isn't.
 */
function lineAtTop({ lines }: CompiledStrategy, trace: string): number | null {
  const line = lineIn(trace)
  return line === null || line > lines ? null : line
}

function lineIn(trace: string): number | null {
  const found = /strategy\.ts:(\d+)/.exec(trace)
  return found === null ? null : Number(found[1])
}

function queueOf({ topic, brokerName, queueId }: OfferedQueue): readonly [string, string, number] {
  return [topic, brokerName, queueId]
}

function factsOf(msg: OfferedMessageExt): readonly unknown[] {
  const { msgId, brokerName, queueId, queueOffset, reconsumeTimes, bornTimestamp, storeTimestamp } = msg
  return [msgId, brokerName, queueId, queueOffset, reconsumeTimes, bornTimestamp, storeTimestamp]
}

function choiceOf({ message, arg }: OfferedChoice): readonly unknown[] {
  return [messageOf(message), argumentOf(arg)]
}

function messageOf({ topic, flag, properties }: OfferedMessage): readonly unknown[] {
  return [topic, flag, [...properties.entries()]]
}

/** What can't go over as data goes over as its text. */
function argumentOf(arg: unknown): unknown {
  if (arg === undefined || arg === null) return null
  return typeof arg === 'string' || typeof arg === 'number' || typeof arg === 'boolean' ? arg : String(arg)
}
