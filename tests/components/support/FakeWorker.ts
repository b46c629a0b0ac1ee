import { CANCEL, STOP_LOOKING } from '../../../engine/worker/protocol'
import type { Envelope, Notice, Reply, Request, RunModel, RunRequest } from '../../../engine/worker/protocol'
import type { WorkerPort } from '../../../components/stepper/logic/PortClient'
import { WorkerClient } from '../../../components/stepper/logic/workerClient'
import { EVENTS_PER_SLICE, modelOf, momentOf } from './modelOf'

/** A worker that makes up its runs. It answers when told to, so that a test decides what arrives when. */
export class FakeWorker implements WorkerPort {
  onmessage: ((event: { data: unknown }) => void) | null
  onerror: ((event: { message?: string }) => void) | null
  readonly requests: Request[]
  /** False: answers wait for {@link answerNext}. */
  answersAtOnce: boolean
  /** What a run is, by its key; may throw. */
  makeModel: (key: RunModel['key']) => RunModel
  /** So many events are there at first; the rest comes with {@link finishRuns}. */
  eventsAtFirst: number
  /** Those who wait for the rest of a run. */
  private readonly waiting: Array<Envelope<Request>>
  private readonly unanswered: Array<Envelope<Request>>

  constructor() {
    this.onmessage = null
    this.onerror = null
    this.requests = []
    this.answersAtOnce = true
    this.makeModel = (key) => modelOf(4, { key })
    this.eventsAtFirst = Infinity
    this.waiting = []
    this.unanswered = []
  }

  client(): WorkerClient {
    return new WorkerClient(this)
  }

  postMessage(message: unknown): void {
    if (message === CANCEL) {
      for (const { id } of [...this.unanswered.splice(0), ...this.waiting.splice(0)]) this.say(id, { type: 'failed', message: CANCEL })
      return
    }
    if (message === STOP_LOOKING) {
      for (const { id } of this.unanswered.splice(0)) this.say(id, { type: 'given-up' })
      return
    }
    const envelope = message as Envelope<Request>
    this.requests.push(envelope.body)
    this.unanswered.push(envelope)
    if (this.answersAtOnce) queueMicrotask(() => this.answerNext())
  }

  answerNext(): void {
    const envelope = this.unanswered.shift()
    if (envelope === undefined) throw new Error('nothing was asked')
    const { body } = envelope
    if (body.type === 'open' && body.isWhole === true && this.eventsAtFirst < Infinity) this.waiting.push(envelope)
    else this.say(envelope.id, this.reply(envelope.body))
  }

  /** The runs come to their ends. */
  finishRuns(): void {
    this.eventsAtFirst = Infinity
    for (const { id, body } of this.waiting.splice(0)) this.say(id, this.reply(body))
  }

  private say(id: number, body: Reply): void {
    this.onmessage?.({ data: { id, body } satisfies Envelope<Reply> })
  }

  notice(notice: Notice): void {
    this.onmessage?.({ data: notice })
  }

  terminate(): void {
    this.unanswered.length = 0
  }

  private reply(request: Request): Reply {
    try {
      if (!isOfRun(request)) throw new Error('this worker only makes runs')
      return this.answer(request, this.makeModel(request.key))
    } catch (error) {
      return { type: 'failed', message: (error as Error).message }
    }
  }

  private answer(request: RunRequest, model: RunModel): Reply {
    const moment = (event: number, thread = 1, call = 0): Reply => (
      { type: 'moment', moment: { ...momentOf(model, Math.max(0, Math.min(event, model.events - 1))), thread, call } }
    )
    const entered = momentOf(model, 0).stack.map(({ enterEvent }) => enterEvent)
    switch (request.type) {
      case 'open':
        return { type: 'run', run: this.eventsAtFirst < model.events ? beginningOf(model, this.eventsAtFirst) : model }
      case 'seek':
        return moment(request.event, request.thread, Math.max(0, entered.indexOf(request.call ?? -1)))
      case 'step':
        return moment(request.event + (request.back ? -1 : 1) * (request.kind === 'into' ? 1 : 5), request.thread)
      case 'run-to-line':
        if (request.line > 1000) return { type: 'no-such-line', file: request.file, line: request.line }
        return moment(request.line)
      case 'beginning':
        return moment(request.call + 1)
      case 'next-timer':
        return moment(request.event + 500)
      case 'frame':
        return { type: 'frame', frame: { frame: request.frame, from: 'a', to: 'b', time: 1, bytes: new Uint8Array(20), fields: [] } }
      case 'change':
        return { type: 'change', change: { event: request.back ? null : request.of.event + 10, isFromBirth: true } }
      case 'inspect':
        return { type: 'contents', contents: request.questions.map(() => null) }
      case 'locate':
        if (request.slice * EVENTS_PER_SLICE >= model.events) return { type: 'failed', message: 'no such place' }
        return moment(request.slice * EVENTS_PER_SLICE + request.offset)
      default:
        throw new Error(`${request.type}: this worker has no files`)
    }
  }
}

/** What there is of a run when it has come so far. */
function beginningOf(model: RunModel, events: number): RunModel {
  const isThere = ({ event }: { readonly event: number }): boolean => event < events
  const anchors = Object.entries(model.anchors)
    .map(([name, event]) => [name, event !== null && event < events ? event : null])
  return {
    ...model, isWhole: false, events, traceHash: '', disksHash: '', marks: model.marks.filter(isThere), items: model.items.filter(isThere),
    calls: model.calls.filter(({ from }) => from < events), anchors: Object.fromEntries(anchors) as RunModel['anchors'],
  }
}

function isOfRun(request: Request): request is RunRequest {
  return !['measure', 'check', 'bench', 'bench-check', 'other-seed'].includes(request.type)
}
