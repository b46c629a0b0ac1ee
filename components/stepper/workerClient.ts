import type { Notice, Reply, Request } from '../../engine/worker/protocol'
import { PortClient, type WorkerPort } from './PortClient'

export type ReplyOf<T extends Reply['type']> = Extract<Reply, { readonly type: T }>

/** The page's side of the worker that makes runs. */
export class WorkerClient extends PortClient<Request, Reply, Notice> {}

let shared: WorkerClient | null = null

/** The page's one engine: the stepper and whatever else asks for runs share it. Only in a browser. */
export function sharedWorker(): WorkerClient {
  shared ??= startWorker()
  return shared
}

/** Starts the engine in a worker of its own. Only in a browser. */
export function startWorker(): WorkerClient {
  if (process.env.NODE_ENV === 'development') reloadWithEngine()
  // The whole expression has to stand here as it is: the bundler looks for it to know what goes into the worker.
  const worker = new Worker(new URL('../../engine/worker/cluster.worker.ts', import.meta.url), { type: 'module' })
  return new WorkerClient(worker as unknown as WorkerPort)
}

let changes: EventSource | null = null

/** While developing: what runs in a worker is not replaced while it runs, so the page begins anew when it changes. */
export function reloadWithEngine(): void {
  const address = process.env.NEXT_PUBLIC_ENGINE_CHANGES
  if (address === undefined || changes !== null) return
  changes = new EventSource(address)
  changes.onmessage = () => location.reload()
}
