import type { Message } from '../../../common/message/Message'
import type { MessageQueue } from '../../../common/message/MessageQueue'
import { javaHashCode } from '../../../kernel/java/javaHashCode'
import type { MessageQueueSelector } from '../MessageQueueSelector'

/** A place on the ring: its queue is responsible for the stretch before it. */
interface VirtualNode {
  readonly position: number
  readonly name: string
  readonly mq: MessageQueue
}

/**
 * Equal arguments go to the same queue, and most of them still do after queues have come or gone. Queues and arguments are
 * hashed to places on one ring; an argument belongs to the queue whose place comes next. A new queue takes only what lies
 * right before its own places; the remainder of a division would mix everything anew.
 *
 * No counterpart in RocketMQ, which has the same ring for consumers:
 * `AllocateMessageQueueConsistentHash` with its `ConsistentHashRouter`.
 */
export class SelectMessageQueueByConsistentHash implements MessageQueueSelector {
  private readonly virtualNodeCnt: number
  private ring: readonly VirtualNode[]
  private known: readonly MessageQueue[]

  /** The number of places of each queue: the more places, the more even the shares. */
  constructor(virtualNodeCnt = 64) {
    this.virtualNodeCnt = virtualNodeCnt
    this.ring = []
    this.known = []
  }

  select(mqs: readonly MessageQueue[], _msg: Message, arg: unknown): MessageQueue | null {
    if (!areSame(mqs, this.known)) {
      this.ring = mqs.flatMap((mq) => this.virtualNodes(mq)).sort(byPosition)
      this.known = mqs
    }
    const owner = this.routeNode(ringHash(String(arg)))?.mq
    return mqs.find((mq) => mq.equals(owner ?? null)) ?? null
  }

  private virtualNodes(mq: MessageQueue): VirtualNode[] {
    const nodes: VirtualNode[] = []
    for (let replica = 0; replica < this.virtualNodeCnt; replica++) {
      const name = `${mq.brokerName}-${mq.queueId}-${replica}`
      nodes.push({ position: ringHash(name), name, mq })
    }
    return nodes
  }

  /** The first node at or after the place; after the last one the ring begins again. */
  private routeNode(place: number): VirtualNode | undefined {
    let from = 0
    let to = this.ring.length
    while (from < to) {
      const middle = (from + to) >>> 1
      if (this.ring[middle]!.position < place) from = middle + 1
      else to = middle
    }
    return this.ring[from] ?? this.ring[0]
  }
}

/** By name where two places are the same, so that the order in which queues are offered doesn't matter. */
function byPosition(one: VirtualNode, other: VirtualNode): number {
  if (one.position !== other.position) return one.position - other.position
  return one.name < other.name ? -1 : 1
}

function areSame(some: readonly MessageQueue[], others: readonly MessageQueue[]): boolean {
  return some.length === others.length && some.every((mq, index) => mq.equals(others[index]!))
}

/**
 * An integer from 0 to 2³² - 1. Java's hash codes of names that differ in the last character are neighbours, which would put
 * all places of a queue next to each other; the finish of MurmurHash3 scatters them.
 */
function ringHash(text: string): number {
  let hash = javaHashCode(text)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
