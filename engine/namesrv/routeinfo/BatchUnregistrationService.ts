import { assert } from '../../kernel/assert'
import type { Blocking } from '../../kernel/Blocking'
import { LinkedBlockingQueue } from '../../kernel/concurrent/LinkedBlockingQueue'
import { ServiceThread } from '../../kernel/concurrent/ServiceThread'
import { InterruptedException } from '../../kernel/errors'
import type { Process } from '../../kernel/Process'
import type { UnRegisterBrokerRequestHeader } from '../../remoting/protocol/header/UnRegisterBrokerRequestHeader'

/** The part of {@link RouteInfoManager} that this service needs. */
export interface Unregistration {
  unRegisterBroker(requests: readonly UnRegisterBrokerRequestHeader[]): Blocking<void>
}

/**
 * Collects un-registrations and carries them out together: when a network switch fails, hundreds of brokers vanish at once,
 * and taking out each of them goes through all topics.
 * Original: org.apache.rocketmq.namesrv.routeinfo.BatchUnregistrationService.
 */
export class BatchUnregistrationService extends ServiceThread {
  private readonly routeInfoManager: Unregistration
  private readonly unregistrationQueue: LinkedBlockingQueue<UnRegisterBrokerRequestHeader>

  constructor(process: Process, routeInfoManager: Unregistration, capacity: number) {
    super(process)
    this.routeInfoManager = routeInfoManager
    this.unregistrationQueue = new LinkedBlockingQueue(capacity, 'un-registrations')
  }

  getServiceName(): string {
    return 'BatchUnregistrationService'
  }

  /** @returns false when too many are waiting already */
  submit(request: UnRegisterBrokerRequestHeader): boolean {
    return this.unregistrationQueue.offer(request)
  }

  queueLength(): number {
    return this.unregistrationQueue.size()
  }

  *run(): Blocking<void> {
    while (!this.isStopped()) {
      try {
        const requests = [yield* this.unregistrationQueue.take()]
        this.unregistrationQueue.drainTo(requests)
        const each = withoutRepetitions(requests)
        assert(each.length > 0, 'there is something to un-register', requests.length)
        yield* this.routeInfoManager.unRegisterBroker(each)
      } catch (error) {
        if (!(error instanceof InterruptedException)) throw error
      }
    }
  }
}

/** A broker that says good-bye and then closes its connection is in the list twice. */
function withoutRepetitions(requests: readonly UnRegisterBrokerRequestHeader[]): UnRegisterBrokerRequestHeader[] {
  const byContent = new Map<string, UnRegisterBrokerRequestHeader>()
  for (const request of requests) {
    const { clusterName, brokerName, brokerAddr, brokerId } = request
    byContent.set([clusterName, brokerName, brokerAddr, brokerId].join('\n'), request)
  }
  return [...byContent.values()]
}
