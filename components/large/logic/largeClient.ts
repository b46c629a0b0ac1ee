import type { LargeNotice, LargeReply, LargeRequest } from '../../../engine/worker/large/largeProtocol'
import { PortClient, type WorkerPort } from '../../stepper/logic/PortClient'
import { addressOf, reloadWithEngine } from '../../stepper/logic/workerClient'

/** The page's side of the worker in which a large cluster runs. */
export type LargeClient = PortClient<LargeRequest, LargeReply, LargeNotice>

/** Starts the worker. Only in a browser. */
export function startLargeWorker(): LargeClient {
  if (process.env.NODE_ENV === 'development') reloadWithEngine()
  const worker = new Worker(addressOf(process.env.NEXT_PUBLIC_LARGE_WORKER), { type: 'module' })
  return new PortClient(worker as unknown as WorkerPort)
}
