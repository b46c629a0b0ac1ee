import type { TablesTexts } from '../en/tables'
import { counted } from './counted'

export const tablesZh: TablesTexts = {
  label: 'NameServer 的几张表，以及各客户端手里的路由',
  down: '没有运行：它什么也不知道。',
  empty: '空',
  live: 'Broker → 最后一次听到它是什么时候',
  addresses: '组 → ID：地址',
  clusters: '集群 → 组',
  topics: '主题 → 每个 Broker 上的队列',
  filters: '过滤服务器，一个旧功能',
  system: counted`Broker 自己用的 {n, plural, other {# 个主题}}`,
  heard: '{time} 秒前听到过，期限 120 秒',
  queues: counted`{broker}：{n, plural, other {# 个队列}} {perm}`,
  fresh: '刚刚',
  lock: '表上的锁：',
  free: '空闲',
  reading: counted`{n, plural, other {# 个线程}}在读`,
  writing: '一个线程在写',
  waitsToRead: '{thread} 等着读',
  waitsToWrite: '{thread} 等着写',
  routes: '客户端以为的路由',
  noRoutes: '还没有客户端来问过。',
  since: '{time} 秒起',
  gone: '{name}，已不在任何一张表里',
  spread: {
    caption: '到此刻为止存下的消息',
    topic: '主题',
    none: '还没有',
  },
}
