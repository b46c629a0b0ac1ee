/**
 * - `skipped`: a real broker has such files, ours has no use for them. They stay behind.
 * - `foreign`: nobody knows what it is.
 */
export type StoreFileKind =
  | 'log' | 'queue' | 'index' | 'checkpoint' | 'timer' | 'abort' | 'config' | 'skipped' | 'foreign'

/** What the controller, RocksDB, compaction and other kinds of queues leave behind; and who runs a store. */
const SKIPPED = [
  /^(lock|abort\.bak|epochFileCheckpoint|brokerIdentity(-temp)?)$/,
  /^(compaction|batchconsumequeue|consumequeue_ext|consumequeue_rocksdb|timerwheel_rocksdb)\//,
  /^config\/(transactionMetrics(\.bak|\.tmp)?|timermetrics\.tmp)$/,
  /^config\/\w+RocksDB\//i,
  /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini)$/,
  /(^|\/)__MACOSX\//,
]

/** `path`: below the store's root. */
export function storeFileKind(path: string): StoreFileKind {
  if (SKIPPED.some((pattern) => pattern.test(path))) return 'skipped'
  const parts = path.split('/')
  if (path === 'checkpoint' || path === 'abort') return path
  if (path === 'timerwheel' || path === 'config/timercheck') return 'timer'
  if (parts[0] === 'timerlog' && parts.length === 2) return 'timer'
  if (/^config\/timermetrics(\.bak)?$/.test(path)) return 'config'
  if (parts[0] === 'commitlog') return 'log'
  if (parts[0] === 'consumequeue' && parts.length === 4) return 'queue'
  if (parts[0] === 'index' && parts.length === 2) return 'index'
  if (parts[0] === 'config' && parts.length === 2 && /\.json(\.bak)?$/.test(path)) return 'config'
  return 'foreign'
}
