import type { CallError, Measurement, SelectedCall } from '../../../../engine/worker/Measurement'
import type { Envelope, Notice, Reply, Request, RunKey } from '../../../../engine/worker/protocol'
import type { WorkerPort } from '../../../../components/stepper/logic/PortClient'
import { WorkerClient } from '../../../../components/stepper/logic/workerClient'

/** A worker that makes up its measurements. A test decides which answer arrives when. */
export class LabWorker implements WorkerPort {
  onmessage: ((event: { data: unknown }) => void) | null
  onerror: ((event: { message?: string }) => void) | null
  readonly requests: Request[]
  /** False: answers wait for {@link answerNext}. */
  answersAtOnce: boolean
  verdict: Extract<Reply, { type: 'verdict' }>
  private readonly unanswered: Array<Envelope<Request>>

  constructor() {
    this.onmessage = null
    this.onerror = null
    this.requests = []
    this.answersAtOnce = true
    this.verdict = { type: 'verdict', passed: true, seedsRun: 20, counterexample: null }
    this.unanswered = []
  }

  client(): WorkerClient {
    return new WorkerClient(this)
  }

  /** The keys that were asked to be measured. */
  measured(): RunKey[] {
    return this.requests.flatMap((request) => (request.type === 'measure' ? [request.key] : []))
  }

  postMessage(message: unknown): void {
    const envelope = message as Envelope<Request>
    this.requests.push(envelope.body)
    this.unanswered.push(envelope)
    if (this.answersAtOnce) queueMicrotask(() => this.answerNext())
  }

  answerNext(): void {
    const { id, body } = this.unanswered.shift()!
    this.onmessage?.({ data: { id, body: this.reply(body) } satisfies Envelope<Reply> })
  }

  tell(notice: Notice): void {
    this.onmessage?.({ data: notice })
  }

  terminate(): void {
    this.unanswered.length = 0
  }

  private reply(request: Request): Reply {
    if (request.type === 'check') return this.verdict
    if (request.type !== 'measure') return { type: 'failed', message: 'this worker only measures' }
    const { key } = request
    if (key.code?.includes('broken') === true) return { type: 'failed', message: 'no', error: syntaxError() }
    return { type: 'measurement', measurement: measurementOf(key, key.load?.messages ?? 4) }
  }
}

export function syntaxError(): CallError {
  return { kind: 'syntax', message: 'no', line: 3, column: 5 }
}

/** Message i has key `order-<i % 3>` and goes to queue i % 2. */
export function measurementOf(key: RunKey, messages: number, change: Partial<Measurement> = {}): Measurement {
  const calls = Array.from({ length: messages }, (_, index): SelectedCall => ({
    index, key: `order-${index % 3}`, broker: 'room1-broker-a', queueId: index % 2, outcome: 'SEND_OK',
    latencyMicros: 1000 + index, steps: 7, atMicros: index * 5000, error: null,
  }))
  const perQueue = [0, 1].map((queue) => calls.filter(({ queueId }) => queueId === queue).length)
  return {
    key, calls, perQueue, queues: [{ broker: 'room1-broker-a', queueId: 0 }, { broker: 'room1-broker-a', queueId: 1 }],
    perBroker: [{ broker: 'room1-broker-a', count: messages }], imbalance: 1, orderBroken: [], ...change,
  }
}
