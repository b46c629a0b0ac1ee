import type { Blocking } from '../../../../engine/kernel/Blocking'
import type { Kernel } from '../../../../engine/kernel/Kernel'
import type { Process } from '../../../../engine/kernel/Process'
import type { MemoryWire } from '../../../../engine/ports/memory/MemoryWire'
import { GetRouteInfoRequestHeader } from '../../../../engine/remoting/protocol/header/GetRouteInfoRequestHeader'
import { RemotingCommand } from '../../../../engine/remoting/protocol/RemotingCommand'
import { RequestCode } from '../../../../engine/remoting/protocol/RequestCode'
import { ResponseCode } from '../../../../engine/remoting/protocol/ResponseCode'
import type { TopicRouteData } from '../../../../engine/remoting/protocol/route/TopicRouteData'
import { startServer } from './startServer'

/** Tells the routes that it was given, and notes what it was asked for. */
export class FakeNameServer {
  readonly process: Process
  readonly routes: Map<string, TopicRouteData>
  readonly asked: Array<{ readonly topic: string; readonly at: number }>
  isSilent: boolean

  constructor(kernel: Kernel, wire: MemoryWire) {
    this.process = kernel.createProcess({ name: 'namesrv', host: '10.0.0.11' })
    this.routes = new Map()
    this.asked = []
    this.isSilent = false
    startServer(this.process, wire, 9876, (request) => this.tell(request))
  }

  private *tell(request: RemotingCommand): Blocking<RemotingCommand | null> {
    if (request.code !== RequestCode.GET_ROUTEINFO_BY_TOPIC) {
      return RemotingCommand.createResponseCommandWithCode(ResponseCode.REQUEST_CODE_NOT_SUPPORTED, null)
    }
    const { topic } = request.decodeCommandCustomHeader(GetRouteInfoRequestHeader)
    this.asked.push({ topic: topic!, at: Math.round(this.process.kernel.now / 1000) })
    if (this.isSilent) return null
    const route = this.routes.get(topic!)
    if (route === undefined) return RemotingCommand.createResponseCommandWithCode(ResponseCode.TOPIC_NOT_EXIST, 'unknown')
    const response = RemotingCommand.createResponseCommandWithCode(ResponseCode.SUCCESS, null)
    response.body = route.encode(true)
    return response
  }

  /** The topics that it was asked for, in order. */
  get topics(): string[] {
    return this.asked.map(({ topic }) => topic)
  }
}
