import type { Envelope } from '../protocol'
import { LargeRun } from './LargeRun'
import type { LargeNotice, LargeReply, LargeRequest } from './largeProtocol'

const scope = self as unknown as DedicatedWorkerGlobalScope

/** How long the worker goes on before it says how far it is, in ms. */
const TURN_MILLIS = 100
/** How far the cluster goes between two looks at the clock, in ms of virtual time. */
const LOOK_MILLIS = 5

function answer({ size }: LargeRequest): LargeReply {
  try {
    const run = new LargeRun(size)
    while (!run.isDone) {
      goOn(run)
      const notice: LargeNotice = { type: 'progress', report: run.report() }
      scope.postMessage(notice)
    }
    return { type: 'report', report: run.report() }
  } catch (error) {
    return { type: 'failed', message: error instanceof Error ? error.message : String(error) }
  }
}

/** For one turn, or to the end of the run. */
function goOn(run: LargeRun): void {
  const until = performance.now() + TURN_MILLIS
  while (performance.now() < until && !run.isDone) run.advance(LOOK_MILLIS)
}

scope.onmessage = ({ data: { id, body } }: MessageEvent<Envelope<LargeRequest>>) => {
  const envelope: Envelope<LargeReply> = { id, body: answer(body) }
  scope.postMessage(envelope)
}
