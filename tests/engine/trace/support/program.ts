import * as CountDownLatch from '../../../../engine/kernel/concurrent/CountDownLatch'
import { Kernel } from '../../../../engine/kernel/Kernel'
import type { Process } from '../../../../engine/kernel/Process'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import * as sleep from '../../../../engine/kernel/sleep'
import type { RecorderOptions } from '../../../../engine/trace/Recorder'
import { Recorder } from '../../../../engine/trace/Recorder'
import { Trace } from '../../../../engine/trace/Trace'
import type { Modules, TracedProgram } from './loadTraced'
import { loadTraced } from './loadTraced'

/** Two threads: one makes orders and waits for each, the other serves them. */
export const PROGRAM = `
import type { Blocking } from '../../kernel/Blocking'
import type { Process } from '../../kernel/Process'
import { CountDownLatch } from '../../kernel/concurrent/CountDownLatch'
import { sleep } from '../../kernel/sleep'

class Order {
  readonly topic: string
  readonly amount: number
  done: CountDownLatch
  constructor(topic: string, amount: number) {
    this.topic = topic
    this.amount = amount
    this.done = new CountDownLatch(1)
  }
}

class PaidOrder extends Order {
  readonly payer: string
  constructor(topic: string, amount: number, payer: string) {
    super(topic, amount)
    this.payer = payer
  }
}

class Shop {
  private readonly queue: Order[]
  sum: number

  constructor() {
    this.queue = []
    this.sum = 0
  }

  *buy(order: Order): Blocking<number> {
    this.queue.push(order)
    yield* order.done.await()
    const doubled = this.double(order.amount)
    this.sum += doubled
    return doubled
  }

  double(amount: number): number {
    const twice = [amount].map((each) => each * 2)
    return twice[0]!
  }

  *serve(): Blocking<void> {
    while (this.queue.length < 1) {
      yield* sleep(1)
    }
    const order = this.queue.shift()!
    this.check(order)
    order.done.countDown()
  }

  check(order: Order): void {
    try {
      this.refuse(order)
    } catch (error) {
      this.sum -= 1
    }
  }

  refuse(order: Order): void {
    if (order.amount > 10) throw new Error('too much of ' + order.topic)
  }
}

export function* main(process: Process): Blocking<void> {
  const shop = new Shop()
  process.spawn('server', () => shop.serve())
  const paid = yield* shop.buy(new PaidOrder('tea', 11, 'Ann'))
  nothing(paid)
  process.kernel.emit({ type: 'fault', what: 'none', target: 'tea ' + paid })
}

function nothing(paid: number): void {
  if (paid < 0) return
}
`

export const MODULES: Modules = { CountDownLatch, sleep }

export interface Recorded {
  readonly trace: Trace
  readonly program: TracedProgram<{ main(process: Process): Blocking<void> }>
  /** Of the first statement that begins on the line with this text, after an event. */
  statement(text: string, from?: number): number
  /** The source line, trimmed, on which an event is. */
  lineAt(event: number | null): string
}

/** Records a program's `main`, run as a thread of a process of its own, to the end of everything. */
export function record(options: RecorderOptions = {}, source = PROGRAM, prepare?: (kernel: Kernel) => void): Recorded {
  const program = loadTraced<{ main(process: Process): Blocking<void> }>(source, MODULES)
  const kernel = new Kernel({ seed: 1 })
  const recorder = new Recorder(options)
  recorder.attach(kernel)
  try {
    const process = kernel.createProcess({ name: 'shop', host: '10.0.0.1' })
    process.spawn('main', () => program.exports.main(process))
    prepare?.(kernel)
    kernel.run({ time: 60_000_000 })
  } finally {
    recorder.detach()
  }
  const trace = new Trace(recorder.recording, program.sites)
  const lines = source.split('\n')
  return {
    trace,
    program,
    statement(text, from = -1) {
      const event = trace.stepper.runTo(program.file, program.lineOf(text), from, 1)
      if (event === null) throw new Error(`${text} has not run after event ${from}`)
      return event
    },
    lineAt(event) {
      const line = event === null ? null : trace.at(event).site?.line
      return line === null || line === undefined ? '' : lines[line - 1]!.trim()
    },
  }
}
