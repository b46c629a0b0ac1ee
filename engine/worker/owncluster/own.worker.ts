import { PakoCompressor } from '../../adapters/zlib/PakoCompressor'
import type { Envelope } from '../protocol'
import { openStorage } from './openStorage'
import { OwnCluster } from './OwnCluster'
import type { OwnNotice, OwnReply, OwnRequest } from './ownProtocol'
import type { WorldClock } from './RealTime'

const scope = self as unknown as DedicatedWorkerGlobalScope

const clock: WorldClock = {
  now: () => Date.now(),
  sleep: (millis) => new Promise((resolve) => setTimeout(resolve, millis)),
}

const cluster = openStorage().then((storage) => new OwnCluster({
  storage,
  clock,
  compressor: new PakoCompressor(),
  seed: () => crypto.getRandomValues(new Uint32Array(1))[0]!,
  notify,
}))

function notify(notice: OwnNotice): void {
  scope.postMessage(notice)
}

async function answer(request: OwnRequest): Promise<OwnReply> {
  try {
    return await (await cluster).answer(request)
  } catch (error) {
    return { type: 'failed', message: error instanceof Error ? error.message : String(error) }
  }
}

scope.onmessage = async ({ data }: MessageEvent<Envelope<OwnRequest>>) => {
  const envelope: Envelope<OwnReply> = { id: data.id, body: await answer(data.body) }
  scope.postMessage(envelope)
}

notify({ type: 'ready' })
