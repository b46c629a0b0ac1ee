import type { OwnNotice, OwnReply, OwnRequest, OwnStoreRequest } from '../../../engine/worker/owncluster/ownProtocol'
import type { Reply, Request } from '../../../engine/worker/protocol'
import { PortClient, type WorkerPort } from '../../stepper/logic/PortClient'
import { addressOf, reloadWithEngine, type ReplyOf } from '../../stepper/logic/workerClient'
import type { Ask } from '../../store/logic/Ask'

/** The page's side of the worker in which the reader's own cluster lives. */
export class OwnClient extends PortClient<OwnRequest, OwnReply, OwnNotice> {
  /** For the views of the files, which ask here as they ask about the files of a run. */
  readonly askFiles: Ask = async <T extends Reply['type']>(request: Request, type: T): Promise<ReplyOf<T>> => {
    if (!isAboutFiles(request)) throw new Error(`${request.type}: the reader’s own cluster has no runs`)
    const reply: Reply = await this.ask(request, 'files', 'bytes', 'file-fields')
    if (reply.type !== type) throw new Error(`answered with ${reply.type}`)
    return reply as ReplyOf<T>
  }
}

function isAboutFiles(request: Request): request is OwnStoreRequest {
  return request.type === 'files' || request.type === 'bytes' || request.type === 'file-fields'
}

/** Starts the worker. Ending it is cutting the power of the machines in it. Only in a browser. */
export function startOwnWorker(): OwnClient {
  if (process.env.NODE_ENV === 'development') reloadWithEngine()
  const worker = new Worker(addressOf(process.env.NEXT_PUBLIC_OWN_WORKER), { type: 'module' })
  return new OwnClient(worker as unknown as WorkerPort)
}
