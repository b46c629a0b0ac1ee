import type { Blocking } from '../../../../engine/kernel/Blocking'
import { ThreadPoolExecutor } from '../../../../engine/kernel/concurrent/ThreadPoolExecutor'
import type { Process } from '../../../../engine/kernel/Process'
import type { MemoryWire } from '../../../../engine/ports/memory/MemoryWire'
import type { Channel } from '../../../../engine/remoting/netty/Channel'
import { NettyRemotingServer } from '../../../../engine/remoting/netty/NettyRemotingServer'
import { NettyServerConfig } from '../../../../engine/remoting/netty/NettyServerConfig'
import type { RemotingCommand } from '../../../../engine/remoting/protocol/RemotingCommand'

type Answering = Blocking<RemotingCommand | null>
type Answer = (request: RemotingCommand, channel: Channel) => Answering

/** A server in whose process every request is answered by `answer`; null is no answer. */
export function startServer(
  process: Process,
  wire: MemoryWire,
  listenPort: number,
  answer: Answer,
): NettyRemotingServer {
  const server = new NettyRemotingServer(process, wire, Object.assign(new NettyServerConfig(), { listenPort }))
  const executor = new ThreadPoolExecutor(process, { threadNamePrefix: 'Fake_', corePoolSize: 64 })
  const processor = {
    rejectRequest: () => false,
    *processRequest({ channel }: { readonly channel: Channel }, request: RemotingCommand): Answering {
      return yield* answer(request, channel)
    },
  }
  server.registerDefaultProcessor(processor, executor)
  const start = function* (): Blocking<void> {
    server.start()
  }
  process.spawn('start', start, true)
  return server
}
