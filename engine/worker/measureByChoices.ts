import { LOAD_PRODUCER } from '../cluster/loadScenario'
import type { Load } from '../cluster/Load'
import type { Scenario } from '../cluster/Scenario'
import type { MessageQueue } from '../common/message/MessageQueue'
import { MICROS_PER_MILLI } from '../kernel/Blocking'
import { Kernel } from '../kernel/Kernel'
import type { Process } from '../kernel/Process'
import type { ChosenQueues, OfferedChoice, Sandbox, SandboxedStrategy } from '../ports/Sandbox'
import { StrategyError } from '../ports/Sandbox'
import type { KnownLoad, Timetable } from './KnownLoad'
import { toMeasurement, queuesInEnd } from './measure'
import type { CallError, Measurement, SelectedCall } from './Measurement'
import type { RunKey } from './protocol'
import { SendSituation } from './SendPrices'

/** Calls that are made in one go. */
const CALLS_IN_ONE_GO = 250

/** With these, what a strategy does depends on when it is called, or on the outcome of its sends. */
const OF_TIME = /currentTimeMillis|sendMessage(Before|After)/

/**
 * Could {@link measureByChoices} have an answer for this code? A look at the text saves a sandbox; what it overlooks is noticed
 * when the code runs.
 */
export function isWorthTrying(known: KnownLoad, source: string): boolean {
  return known.timetable !== null && !OF_TIME.test(source)
}

/**
 * What {@link measure} would find out about the reader's code, without the cluster: under a load that is known, the code is only
 * asked for its choices. Null if that doesn't tell: then the whole run has to be made, in another sandbox.
 *
 * Of a whole run it differs in the times of calls alone, and by so little that it doesn't show: see {@link SHOWN_MICROS}.
 */
export function measureByChoices(
  key: RunKey,
  spec: Scenario,
  known: KnownLoad,
  sandbox: Sandbox,
  alive: () => void = () => {},
): Measurement | null {
  const { load } = key
  if (typeof load !== 'object' || load === null || known.timetable === null) return null
  const kernel = new Kernel({ seed: key.seed, epochMillis: spec.epochMillis })
  const process = kernel.createProcess({ name: LOAD_PRODUCER, host: '' })
  const run = new RunOfChoices(load, spec.durationMillis, known, known.timetable, alive)
  let calls: SelectedCall[] | null = null
  let error: unknown = null
  process.spawn('main', function* () {
    try {
      const strategy = loadWithoutChance(sandbox, key.code!, process)
      process.random.continueAs(known.timetable!.chance)
      calls = strategy && run.callsOf(strategy)
    } catch (thrown) {
      error = thrown
    }
  })
  kernel.run()
  // Code that can't be loaded, or not be called any more, ends a whole run as well, which then says how.
  if (error !== null && !(error instanceof StrategyError)) throw error
  return calls && toMeasurement(key, queuesInEnd(spec), calls)
}

/** Null for a strategy that draws before there is a message: all that is drawn later is another then, the keys as well. */
function loadWithoutChance(sandbox: Sandbox, source: string, { random }: Process): SandboxedStrategy | null {
  const before = random.copy()
  const strategy = sandbox.load(source)
  return random.isAt(before) ? strategy : null
}

/** Goes through the calls of a known load, and asks a strategy for the queue of each. */
class RunOfChoices {
  private readonly load: Load
  private readonly endMicros: number
  private readonly known: KnownLoad
  private readonly timetable: Timetable
  private readonly alive: () => void
  private readonly questions: readonly OfferedChoice[]
  /** For each call, the place of its question. */
  private readonly asked: readonly number[]
  private readonly situation: SendSituation
  private readonly calls: SelectedCall[]
  /** When the next call begins, in µs. */
  private now: number

  constructor(load: Load, durationMillis: number, known: KnownLoad, timetable: Timetable, alive: () => void) {
    this.load = load
    this.endMicros = durationMillis * MICROS_PER_MILLI
    this.known = known
    this.timetable = timetable
    this.alive = alive
    const places = new Map([...timetable.questions.keys()].map((key, place) => [key, place]))
    this.questions = [...timetable.questions.values()]
    this.asked = timetable.keys.map((key) => places.get(key)!)
    this.situation = new SendSituation(load)
    this.calls = []
    this.now = timetable.start
  }

  /** Null when the choices of this strategy don't tell what a whole run would be like. */
  callsOf(strategy: SandboxedStrategy): SelectedCall[] | null {
    while (this.calls.length < this.load.messages) {
      const index = this.calls.length
      const mqs = this.known.listAt(index)
      const count = Math.min(CALLS_IN_ONE_GO, this.known.sameFrom(index))
      const chosen = strategy.selectAll(mqs, this.questions, this.asked.slice(index, index + count))
      if (!this.add(mqs, chosen) || !strategy.isTimeless) return null
      this.alive()
    }
    return this.now < this.endMicros ? this.calls : null
  }

  /** False when there is a send among them whose price is not known. */
  private add(mqs: readonly MessageQueue[], { queues, steps, refusal }: ChosenQueues): boolean {
    const last = queues.length - 1
    return queues.every((place, each) => {
      const mq = place < 0 ? null : mqs[place]!
      return this.addCall(mq, steps[each]!, each === last ? refusal : null)
    })
  }

  private addCall(mq: MessageQueue | null, steps: number, refusal: StrategyError | null): boolean {
    const { calls, now: atMicros, timetable } = this
    const index = calls.length
    const broker = mq?.brokerName ?? ''
    const price = this.known.prices.priceOf(this.situation.next(broker, atMicros))
    if (price === null) return false
    const { outcome, hasQueue, micros: latencyMicros } = price
    const queueId = hasQueue && mq !== null ? mq.queueId : -1
    const error = refusal && errorOf(refusal)
    calls.push({ index, key: timetable.keys[index]!, broker, queueId, outcome, latencyMicros, steps, atMicros, error })
    this.now += latencyMicros + (timetable.pauses[index] ?? 0)
    return true
  }
}

function errorOf({ kind, detail, line, column }: StrategyError): CallError {
  return { kind, message: detail, line, column }
}

