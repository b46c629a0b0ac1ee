import { TopicSysFlag } from '../../common/sysflag/TopicSysFlag'
import { JavaHashSet } from '../../kernel/java/JavaHashSet'
import { TopicList } from '../../remoting/protocol/body/TopicList'
import type { QueueData } from '../../remoting/protocol/route/QueueData'
import type { RouteTables } from './RouteTables'

/** Lists that operators and tools ask for. Original: the last methods of RouteInfoManager, under its read lock. */
export class TopicListQueries {
  private readonly tables: RouteTables

  constructor(tables: RouteTables) {
    this.tables = tables
  }

  getAllTopicList(): TopicList {
    return listOf(this.tables.topicQueueTable.keys())
  }

  /** The names of clusters and brokers, each of which is a topic as well; and the address of any broker. */
  getSystemTopicList(): TopicList {
    const { clusterAddrTable, brokerAddrTable } = this.tables
    const names = clusterAddrTable.entries().flatMap(([cluster, brokerNames]) => [cluster, ...brokerNames])
    for (const [, { brokerAddrs }] of brokerAddrTable.entries()) {
      for (const brokerAddr of brokerAddrs.values()) return listOf(names, brokerAddr)
    }
    return listOf(names)
  }

  /** Topics with queues on any broker of the cluster; none for a cluster that isn't known. */
  getTopicsByCluster(cluster: string): TopicList {
    const brokerNames = this.tables.clusterAddrTable.get(cluster) ?? new JavaHashSet()
    return listOf([...brokerNames].flatMap((brokerName) => this.tables.topicsOf(brokerName)))
  }

  getUnitTopics(): TopicList {
    return this.topicsWhere((flag) => TopicSysFlag.hasUnitFlag(flag))
  }

  getHasUnitSubTopicList(): TopicList {
    return this.topicsWhere((flag) => TopicSysFlag.hasUnitSubFlag(flag))
  }

  getHasUnitSubUnUnitTopicList(): TopicList {
    return this.topicsWhere((flag) => !TopicSysFlag.hasUnitFlag(flag) && TopicSysFlag.hasUnitSubFlag(flag))
  }

  /** The sysFlag is looked at on one broker only, as in the original. */
  private topicsWhere(matches: (topicSysFlag: number) => boolean): TopicList {
    const topics: string[] = []
    for (const [topic, queueDataMap] of this.tables.topicQueueTable.entries()) {
      const first: QueueData | undefined = queueDataMap.entries()[0]?.[1]
      if (first !== undefined && matches(first.topicSysFlag)) topics.push(topic)
    }
    return listOf(topics)
  }
}

/** Each name once, in the order of Java's sets. */
function listOf(names: Iterable<string>, brokerAddr: string | null = null): TopicList {
  return new TopicList([...new JavaHashSet(names)], brokerAddr)
}
