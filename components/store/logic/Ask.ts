import type { Reply, Request } from '../../../engine/worker/protocol'
import type { ReplyOf } from '../../stepper/logic/workerClient'

/** Asks a worker something; the promise fails when the answer is of another type. */
export type Ask = <T extends Reply['type']>(request: Request, type: T) => Promise<ReplyOf<T>>
