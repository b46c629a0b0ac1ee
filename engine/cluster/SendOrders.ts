import type { Blocking } from '../kernel/Blocking'
import { LinkedBlockingQueue } from '../kernel/concurrent/LinkedBlockingQueue'
import type { ClientProgram } from './ClientProgram'
import type { Outcomes } from './Outcomes'
import type { SendStep } from './Scenario'

/** Messages that somebody outside of the run wants to be sent, one after the other. */
export interface SendOrder {
  /** `mode` is `sync`; in keys, body and arg `{i}` stands for the number of the message. */
  readonly step: SendStep
  /** Asked before each message but the first. False: the rest is not sent. */
  goesOn(): boolean
  /** The outcome of a message: the SendResult, or what was thrown. Called before anything else happens. */
  answered(outcome: unknown): void
  /** Nothing more will be sent. */
  ended(): void
}

/** How a run that is under way gets work: orders are placed from outside, and an application carries them out. */
export class SendOrders {
  private readonly queue: LinkedBlockingQueue<SendOrder>

  constructor() {
    this.queue = new LinkedBlockingQueue(Infinity, 'an order from outside')
  }

  /** To be called between slices, or in interrupt context. */
  place(order: SendOrder): void {
    this.queue.offer(order)
  }

  /** The application's work from now on; its thread waits here when there is nothing to be sent. */
  *carryOut(program: ClientProgram, outcomes: Outcomes): Blocking<void> {
    for (;;) yield* this.send(yield* this.queue.take(), program, outcomes)
  }

  private *send(order: SendOrder, program: ClientProgram, outcomes: Outcomes): Blocking<void> {
    const { step } = order
    for (let i = 0; i < step.count && (i === 0 || order.goesOn()); i++) {
      const filled = (text: string): string => text.replaceAll('{i}', String(i))
      yield* program.perform({
        ...step, count: 1, keys: filled(step.keys), body: filled(step.body), arg: filled(step.arg),
      })
      order.answered(outcomes.last)
    }
    order.ended()
  }
}
