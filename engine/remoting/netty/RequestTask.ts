import type { Task } from '../../kernel/concurrent/ThreadPoolExecutor'
import { currentTimeMillis } from '../../kernel/Process'
import { RemotingCommand } from '../protocol/RemotingCommand'
import type { Channel } from './Channel'

/** A request that waits for a thread, as the pools see it: a task, and what is known of it. Original: remoting.netty.RequestTask. */
export interface RequestTask extends Task {
  readonly channel: Channel
  readonly request: RemotingCommand
  /** In ms since 1970. */
  readonly createTimestamp: number
}

export function createRequestTask(channel: Channel, request: RemotingCommand, run: Task): RequestTask {
  return Object.assign((): ReturnType<Task> => run(), { channel, request, createTimestamp: currentTimeMillis() })
}

/** Null for other work that the pool has. Original: BrokerFastFailure#castRunnable */
export function castRunnable(task: Task): RequestTask | null {
  return 'createTimestamp' in task ? (task as RequestTask) : null
}

/** Answers a request that is not run; also one that wants no answer, as in the original. Original: RequestTask#returnResponse */
export function returnResponse({ channel, request }: RequestTask, code: number, remark: string): void {
  const response = RemotingCommand.createResponseCommandWithCode(code, remark)
  response.opaque = request.opaque
  if (channel.isActive) channel.writeAndFlush(response)
}
