import type { Random } from '../../../kernel/Random'
import { textOf } from '../fastJsonCasts'
import type { JsonFields } from '../JsonFields'

const MASTER_ID = 0

/** The addresses of one broker name: its master has id 0. Original: protocol.route.BrokerData. */
export class BrokerData {
  cluster: string
  brokerName: string
  /** Broker id → `ip:port`. */
  brokerAddrs: Map<number, string>
  zoneName: string | null
  enableActingMaster: boolean

  constructor(cluster = '', brokerName = '', brokerAddrs: ReadonlyMap<number, string> = new Map()) {
    this.cluster = cluster
    this.brokerName = brokerName
    this.brokerAddrs = new Map(brokerAddrs)
    this.zoneName = null
    this.enableActingMaster = false
  }

  /** @throws JsonFieldError */
  static fromJson(fields: JsonFields): BrokerData {
    const data = new BrokerData(fields.text('cluster') ?? '', fields.text('brokerName') ?? '')
    data.brokerAddrs = addrsOf(fields)
    data.zoneName = fields.text('zoneName')
    data.enableActingMaster = fields.boolean('enableActingMaster') ?? false
    return data
  }

  clone(): BrokerData {
    const copy = new BrokerData(this.cluster, this.brokerName, this.brokerAddrs)
    copy.zoneName = this.zoneName
    copy.enableActingMaster = this.enableActingMaster
    return copy
  }

  /** The master's address, or without a master that of any. Original: BrokerData#selectBrokerAddr */
  selectBrokerAddr(random: Random): string | null {
    const master = this.brokerAddrs.get(MASTER_ID)
    if (master !== undefined) return master
    const addrs = [...this.brokerAddrs.values()]
    return addrs[random.nextInt(addrs.length)] ?? null
  }

  equals(other: BrokerData | null): boolean {
    if (other === null || this.brokerName !== other.brokerName) return false
    if (this.brokerAddrs.size !== other.brokerAddrs.size) return false
    return [...this.brokerAddrs].every(([id, addr]) => other.brokerAddrs.get(id) === addr)
  }
}

/** The addresses in such an object; one that is null counts as missing. @throws JsonFieldError */
export function addrsOf(fields: JsonFields): Map<number, string> {
  const addrs = new Map<number, string>()
  if (!fields.has('brokerAddrs')) return addrs
  for (const [id, addr] of fields.longMap('brokerAddrs', textOf)) if (addr !== null) addrs.set(id, addr)
  return addrs
}
