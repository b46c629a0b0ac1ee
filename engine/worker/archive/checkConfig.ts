import { decodeUtf8 } from '../../kernel/Utf8'
import { ConsumerOffsetSerializeWrapper } from '../../remoting/protocol/body/ConsumerOffsetSerializeWrapper'
import { SubscriptionGroupWrapper } from '../../remoting/protocol/body/SubscriptionGroupWrapper'
import { TopicConfigSerializeWrapper } from '../../remoting/protocol/body/TopicConfigSerializeWrapper'
import { JsonFieldError, JsonFields } from '../../remoting/protocol/JsonFields'
import type { StoreProblems } from './StoreProblems'
import type { StoreFiles } from './unpackStore'

const BACKUP = '.bak'
/** Without its topics a broker does not start. */
const TOPICS = 'config/topics.json'
/** Queues of a topic. RocketMQ has no limit; the page lists each of them. */
const MAX_QUEUES = 4096

/** How the broker reads its tables. */
const TABLES: Readonly<Record<string, (fields: JsonFields) => unknown>> = {
  [TOPICS]: (fields) => TopicConfigSerializeWrapper.fromJson(fields),
  'config/subscriptionGroup.json': (fields) => SubscriptionGroupWrapper.fromJson(fields),
  'config/consumerOffset.json': (fields) => ConsumerOffsetSerializeWrapper.fromJson(fields),
}

/**
 * Can the broker's own tables be read? A damaged one is left behind; its backup then takes its place.
 * @returns the paths that are worth taking
 */
export function checkConfig(files: StoreFiles, paths: readonly string[], problems: StoreProblems): string[] {
  const faults = new Map(paths.map((path) => [path, faultOf(files, path)]))
  const readable = paths.filter((path) => faults.get(path) === null)
  for (const path of paths) {
    const fault = faults.get(path) ?? null
    if (fault === null) continue
    const other = path.endsWith(BACKUP) ? path.slice(0, -BACKUP.length) : path + BACKUP
    const isLost = path === TOPICS && paths.includes(other) && !readable.includes(other)
    problems[isLost ? 'error' : 'warning']('json', path, { backup: readable.includes(other) ? other : '', fault })
  }
  for (const path of readable) if (path === TOPICS || path === TOPICS + BACKUP) checkQueues(files, path, problems)
  return readable
}

/** Why the broker can't read the table, or null if it can. */
function faultOf(files: StoreFiles, path: string): string | null {
  try {
    const fields = fieldsOf(files, path)
    if (fields !== null) TABLES[path.replace(/[.]bak$/, '')]?.(fields)
    return null
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof JsonFieldError) return error.message
    throw error
  }
}

/**
 * The original writes an empty file first, and takes one that is still so for none.
 * @returns null for what says nothing @throws SyntaxError, JsonFieldError
 */
function fieldsOf(files: StoreFiles, path: string): JsonFields | null {
  const file = files.get(path)!
  const text = decodeUtf8(file.get(0, file.size))
  return text === '' ? null : JsonFields.parse(text)
}

function checkQueues(files: StoreFiles, path: string, problems: StoreProblems): void {
  const fields = fieldsOf(files, path)
  if (fields === null) return
  const { topicConfigTable } = TopicConfigSerializeWrapper.fromJson(fields)
  for (const [topic, { readQueueNums, writeQueueNums }] of topicConfigTable) {
    const found = Math.max(readQueueNums, writeQueueNums)
    if (found > MAX_QUEUES) problems.error('queue-count', path, { topic, found, limit: MAX_QUEUES })
  }
}
