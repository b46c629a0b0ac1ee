import type { Envelope } from '../protocol'
import type { OwnNotice, OwnReply, OwnRequest } from './ownProtocol'

const scope = self as unknown as DedicatedWorkerGlobalScope

async function answer(request: OwnRequest): Promise<OwnReply> {
  return { type: 'failed', message: `${request.type} is not answered` }
}

function tell(notice: OwnNotice): void {
  scope.postMessage(notice)
}

scope.onmessage = async ({ data }: MessageEvent<Envelope<OwnRequest>>) => {
  const envelope: Envelope<OwnReply> = { id: data.id, body: await answer(data.body) }
  scope.postMessage(envelope)
}

tell({ type: 'ready' })
