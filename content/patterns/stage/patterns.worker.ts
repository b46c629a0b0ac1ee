import type { Envelope } from '../../../engine/worker/protocol'
import type { ExperimentReply, ExperimentRequest } from './experiments'
import { EXPERIMENTS } from './experiments'

const scope = self as unknown as DedicatedWorkerGlobalScope

scope.onmessage = ({ data: { id, body } }: MessageEvent<Envelope<ExperimentRequest>>) => {
  const envelope: Envelope<ExperimentReply> = { id, body: replyTo(body) }
  scope.postMessage(envelope)
}

function replyTo({ type, input }: ExperimentRequest): ExperimentReply {
  try {
    const run = EXPERIMENTS[type] as (of: unknown) => unknown
    return { type: 'result', result: run(input) }
  } catch (error) {
    return { type: 'failed', message: error instanceof Error ? error.message : String(error) }
  }
}
