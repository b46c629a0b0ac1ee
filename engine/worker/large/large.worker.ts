import type { Envelope } from '../protocol'
import { nextTask } from '../Turns'
import { LargeRun } from './LargeRun'
import type { LargeNotice, LargeReply, LargeRequest } from './largeProtocol'

const scope = self as unknown as DedicatedWorkerGlobalScope

/** How long the worker goes on before it says how far it is, in ms. */
const TURN_MILLIS = 100
/** How far the cluster goes between two looks at the clock, in ms of virtual time. */
const LOOK_MILLIS = 5

/** Counts the runs that were asked for. Only the last one goes on. */
let wanted = 0

async function answer({ size }: LargeRequest): Promise<LargeReply> {
  const mine = ++wanted
  try {
    const run = new LargeRun(size)
    for (;;) {
      const until = performance.now() + TURN_MILLIS
      while (performance.now() < until && !run.isDone) run.advance(LOOK_MILLIS)
      if (run.isDone) return { type: 'report', report: run.report() }
      const notice: LargeNotice = { type: 'progress', report: run.report() }
      scope.postMessage(notice)
      await nextTask()
      if (mine !== wanted) return { type: 'given-up' }
    }
  } catch (error) {
    return { type: 'failed', message: error instanceof Error ? error.message : String(error) }
  }
}

scope.onmessage = async ({ data: { id, body } }: MessageEvent<Envelope<LargeRequest>>) => {
  const envelope: Envelope<LargeReply> = { id, body: await answer(body) }
  scope.postMessage(envelope)
}
