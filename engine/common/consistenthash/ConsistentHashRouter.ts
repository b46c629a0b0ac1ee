import { IllegalArgumentException } from '../../kernel/errors'
import { md5 } from '../../kernel/java/md5'
import { encodeUtf8 } from '../../kernel/Utf8'

/** A place of a text on the ring. Original: org.apache.rocketmq.common.consistenthash.HashFunction. */
export type HashFunction = (key: string) => number

/** Something with several places on the ring. Original: org.apache.rocketmq.common.consistenthash.Node. */
export interface Node {
  readonly key: string
}

/** One place on the ring, and whose it is. Original: org.apache.rocketmq.common.consistenthash.VirtualNode. */
interface VirtualNode<T extends Node> {
  readonly physicalNode: T
}

/**
 * A ring of hashes. Each node has several places on it, and a text belongs to the node whose place comes next: when a node comes or
 * goes, only what lies before its own places changes hands.
 * Original: org.apache.rocketmq.common.consistenthash.ConsistentHashRouter.
 */
export class ConsistentHashRouter<T extends Node> {
  private readonly hashFunction: HashFunction
  private readonly ring: Map<number, VirtualNode<T>>
  /** The places, in order; null when that has to be found out anew. */
  private places: readonly number[] | null

  /** `vNodeCount`: the number of places of each node. @throws IllegalArgumentException when that is negative */
  constructor(pNodes: Iterable<T>, vNodeCount: number, hashFunction: HashFunction = md5Hash) {
    this.hashFunction = hashFunction
    this.ring = new Map()
    this.places = null
    for (const pNode of pNodes) this.addNode(pNode, vNodeCount)
  }

  /**
   * Gives a node more places. Two nodes that hash to the same place: the later one has it.
   * Original: ConsistentHashRouter#addNode
   * @throws IllegalArgumentException for a negative number of places
   */
  addNode(pNode: T, vNodeCount: number): void {
    if (vNodeCount < 0) throw new IllegalArgumentException(`a node can't have ${vNodeCount} places`)
    const existingReplicas = this.getExistingReplicas(pNode)
    for (let replica = 0; replica < vNodeCount; replica++) {
      this.ring.set(this.hashFunction(`${pNode.key}-${replica + existingReplicas}`), { physicalNode: pNode })
    }
    this.places = null
  }

  /** Takes a node's places away. Original: ConsistentHashRouter#removeNode */
  removeNode(pNode: T): void {
    for (const [place, { physicalNode }] of this.ring) if (physicalNode.key === pNode.key) this.ring.delete(place)
    this.places = null
  }

  /** The node at the first place at or after the text's; behind the last place the ring begins again. Null while it is empty. */
  routeNode(objectKey: string): T | null {
    this.places ??= [...this.ring.keys()].sort((one, other) => one - other)
    const hash = this.hashFunction(objectKey)
    const place = this.places.find((each) => each >= hash) ?? this.places[0]
    return place === undefined ? null : this.ring.get(place)!.physicalNode
  }

  /** Original: ConsistentHashRouter#getExistingReplicas */
  getExistingReplicas(pNode: T): number {
    return [...this.ring.values()].filter(({ physicalNode }) => physicalNode.key === pNode.key).length
  }
}

/** The first 32 bits of the digest. Original: ConsistentHashRouter.MD5Hash */
function md5Hash(key: string): number {
  return new DataView(md5(encodeUtf8(key)).buffer).getUint32(0)
}
