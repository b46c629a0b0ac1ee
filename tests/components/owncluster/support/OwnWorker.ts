import type { OwnNotice, OwnRecovery, OwnReply, OwnRequest, OwnState, StoreCheck } from '../../../../engine/worker/owncluster/ownProtocol'
import type { Envelope } from '../../../../engine/worker/protocol'
import { OwnClient } from '../../../../components/owncluster/logic/ownClient'
import type { WorkerPort } from '../../../../components/stepper/logic/PortClient'

/** A worker that makes up its cluster. A test decides what it says and which answer arrives when. */
export class OwnWorker implements WorkerPort {
  onmessage: ((event: { data: unknown }) => void) | null
  onerror: ((event: { message?: string }) => void) | null
  readonly requests: OwnRequest[]
  /** False: answers wait for {@link answerNext}. */
  answersAtOnce: boolean
  isEnded: boolean
  state: OwnState
  check: StoreCheck
  /** Answers instead of the worker, unless it is undefined. */
  instead: (request: OwnRequest) => OwnReply | undefined
  private readonly unanswered: Array<Envelope<OwnRequest>>

  constructor(state: Partial<OwnState> = {}) {
    this.onmessage = null
    this.onerror = null
    this.requests = []
    this.answersAtOnce = true
    this.isEnded = false
    this.state = stateOf(state)
    this.check = { problems: [], files: 3, bytes: 70_000, messages: 5, topics: [{ topic: 'T', queues: 4, messages: 5 }] }
    this.instead = () => undefined
    this.unanswered = []
  }

  client(): OwnClient {
    return new OwnClient(this)
  }

  postMessage(message: unknown): void {
    const envelope = message as Envelope<OwnRequest>
    this.requests.push(envelope.body)
    this.unanswered.push(envelope)
    if (this.answersAtOnce) queueMicrotask(() => this.answerNext())
  }

  answerNext(): void {
    const envelope = this.unanswered.shift()
    if (envelope === undefined) return
    const body = this.instead(envelope.body) ?? this.answer(envelope.body)
    this.onmessage?.({ data: { id: envelope.id, body } satisfies Envelope<OwnReply> })
  }

  tell(notice: OwnNotice): void {
    this.onmessage?.({ data: notice })
  }

  terminate(): void {
    this.isEnded = true
    this.unanswered.length = 0
  }

  /** The types of what was asked. */
  asked(): string[] {
    return this.requests.map(({ type }) => type)
  }

  private answer(request: OwnRequest): OwnReply {
    const { state } = this
    switch (request.type) {
      case 'own-send': {
        const { count } = request.send
        const outcomes = [{ outcome: 'SEND_OK', count, text: '', isRefused: false }]
        this.state = { ...state, acknowledged: state.acknowledged + count, version: state.version + 1 }
        return { type: 'own-sent', sent: { sent: count, outcomes, lastResult: 'SEND_OK' }, state: this.state }
      }
      case 'own-query':
        return { type: 'own-messages', messages: [], isCut: false }
      case 'own-export':
        return { type: 'own-zip', name: 'store.zip', zip: new Uint8Array(2048), state }
      case 'own-check':
        return { type: 'own-checked', check: this.check }
      case 'files':
        return { type: 'files', files: [] }
      case 'bytes':
        return { type: 'bytes', from: request.from, bytes: new Uint8Array(4) }
      case 'file-fields':
        return { type: 'file-fields', fields: [] }
      default:
        return { type: 'own-state', state }
    }
  }
}

export function stateOf(change: Partial<OwnState> = {}): OwnState {
  return {
    storage: 'opfs', reason: null, broker: 'running', trouble: null,
    settings: { flushDiskType: 'ASYNC_FLUSH', diskBytes: null }, usedBytes: 0, quotaBytes: null, queues: [], groups: [],
    log: { from: 0, flushed: 0, committed: 0, wrote: 0 }, acknowledged: 0, wasCutOff: false, recovery: null, version: 1,
    ...change,
  }
}

export function someRecovery(change: Partial<OwnRecovery> = {}): OwnRecovery {
  const path = 'store/commitlog/00000000000000000000'
  return {
    after: 'closed', how: 'abnormal', from: path, records: 17, dispatched: 0, path, position: 4641, discarded: 0,
    lastAliveMillis: 1_000, atMillis: 15_000, lost: 0, lostEver: change.lost ?? 0, lostMessages: [], ...change,
  }
}
