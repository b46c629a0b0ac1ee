import { readFilterData } from '../../broker/filter/ConsumerFilterManager'
import { readDelayOffsets } from '../../broker/schedule/ScheduleMessageService'
import { readTimerCounts } from '../../broker/timer/TimerMetrics'
import { TopicValidator } from '../../common/topic/TopicValidator'
import { decodeUtf8 } from '../../kernel/Utf8'
import { ConsumerOffsetSerializeWrapper } from '../../remoting/protocol/body/ConsumerOffsetSerializeWrapper'
import { SubscriptionGroupWrapper } from '../../remoting/protocol/body/SubscriptionGroupWrapper'
import { TopicConfigSerializeWrapper } from '../../remoting/protocol/body/TopicConfigSerializeWrapper'
import { JsonFieldError, JsonFields } from '../../remoting/protocol/JsonFields'
import type { StoreCheck } from '../owncluster/ownProtocol'
import type { StoreProblems } from './StoreProblems'
import type { StoreFiles } from './unpackStore'

const BACKUP = '.bak'
/** Without its topics a broker does not start. */
const TOPICS = 'config/topics.json'
/** Queues of a topic, and of all of them. RocketMQ has no limit; the page lists each of them. */
const MAX_QUEUES = 4096
const MAX_QUEUES_IN_ALL = 65_536

/** How the broker reads its tables. */
const TABLES: Readonly<Record<string, (fields: JsonFields) => unknown>> = {
  [TOPICS]: (fields) => TopicConfigSerializeWrapper.fromJson(fields),
  'config/subscriptionGroup.json': (fields) => SubscriptionGroupWrapper.fromJson(fields),
  'config/consumerOffset.json': (fields) => ConsumerOffsetSerializeWrapper.fromJson(fields),
  'config/delayOffset.json': (fields) => readDelayOffsets(fields),
  'config/timermetrics': (fields) => readTimerCounts(fields),
  'config/consumerFilter.json': (fields) => readFilterData(fields),
}

/**
 * Can the broker's own tables be read? A damaged one is left behind; its backup then takes its place.
 * @param logged the topics that the log has messages of
 * @returns the paths that are worth taking
 */
export function checkConfig(
  files: StoreFiles,
  paths: readonly string[],
  logged: StoreCheck['topics'],
  problems: StoreProblems,
): string[] {
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
  reportUnknown(logged, topicsAtStart(files, readable), problems)
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
  let sum = 0
  for (const [topic, { readQueueNums, writeQueueNums }] of topicsIn(files, path)) {
    const found = Math.max(0, readQueueNums, writeQueueNums)
    if (found > MAX_QUEUES) problems.error('queue-count', path, { topic, found, limit: MAX_QUEUES })
    else sum += found
  }
  if (sum > MAX_QUEUES_IN_ALL) problems.error('queue-count', path, { found: sum, limit: MAX_QUEUES_IN_ALL })
}

function topicsIn(files: StoreFiles, path: string): TopicConfigSerializeWrapper['topicConfigTable'] {
  const fields = fieldsOf(files, path)
  const wrapper = fields === null ? new TopicConfigSerializeWrapper() : TopicConfigSerializeWrapper.fromJson(fields)
  return wrapper.topicConfigTable
}

/** Those that a broker knows from its files: an empty table is as good as none, and the backup is read. */
function topicsAtStart(files: StoreFiles, readable: readonly string[]): ReadonlySet<string> {
  const path = [TOPICS, TOPICS + BACKUP].find((each) => readable.includes(each) && files.get(each)!.size > 0)
  return new Set(path === undefined ? [] : topicsIn(files, path).keys())
}

/** Messages stay in the log, and can't be reached before somebody has created their topic again. */
function reportUnknown(logged: StoreCheck['topics'], known: ReadonlySet<string>, problems: StoreProblems): void {
  for (const { topic, messages } of logged) {
    if (known.has(topic) || TopicValidator.isSystemTopic(topic)) continue
    problems.warning('topic-unknown', TOPICS, { topic, count: messages })
  }
}
