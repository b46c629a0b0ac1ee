import type { Blocking } from '../kernel/Blocking'
import type { Kernel } from '../kernel/Kernel'
import type { Process } from '../kernel/Process'
import { NamesrvConfig } from '../namesrv/NamesrvConfig'
import { NamesrvController } from '../namesrv/NamesrvController'
import type { Wire } from '../ports/Wire'
import { NettyClientConfig } from '../remoting/netty/NettyClientConfig'
import { NettyServerConfig } from '../remoting/netty/NettyServerConfig'
import { applyConfig } from './applyConfig'
import { ClusterNode } from './ClusterNode'
import type { Machine } from './Machine'
import type { NameServerSpec } from './Scenario'

/** A machine with a name server on it. */
export class NameServerNode extends ClusterNode {
  private readonly spec: NameServerSpec
  private readonly wire: Wire
  private controller: NamesrvController | null

  constructor(kernel: Kernel, machine: Machine, wire: Wire, spec: NameServerSpec) {
    super(kernel, machine, spec)
    this.spec = spec
    this.wire = wire
    this.controller = null
  }

  get address(): string {
    return `${this.spec.host}:${this.spec.port}`
  }

  /** The name server of the process that lives, or lived last; null before the first start. */
  get nameServer(): NamesrvController | null {
    return this.controller
  }

  protected *main(process: Process): Blocking<void> {
    const config = applyConfig(new NamesrvConfig(), this.spec.config, `${this.name}.config`)
    const server = new NettyServerConfig()
    server.listenPort = this.spec.port
    const { disk } = this.machine
    const client = new NettyClientConfig()
    this.controller = new NamesrvController(process, this.wire, disk, config, server, client, this.spec.lookupMicros)
    yield* this.controller.initialize()
    yield* this.controller.start()
  }

  protected *shutdownProperly(): Blocking<void> {
    if (this.controller !== null) yield* this.controller.shutdown()
  }
}
