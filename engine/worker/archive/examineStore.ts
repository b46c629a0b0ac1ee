import type { StoreCheck } from '../owncluster/ownProtocol'
import { compareCheckpoint, readCheckpoint } from './checkCheckpoint'
import type { CheckedLog } from './checkCommitLog'
import { checkCommitLog } from './checkCommitLog'
import { checkConfig } from './checkConfig'
import { checkConsumeQueues } from './checkConsumeQueues'
import type { CheckedIndex } from './checkIndex'
import { checkIndex } from './checkIndex'
import { checkTimer } from './checkTimer'
import type { StoreLimits } from './limits'
import { LIMITS } from './limits'
import type { StoreFileKind } from './storeFileKind'
import type { Steps } from './Steps'
import { storeFileKind } from './storeFileKind'
import { StoreProblems } from './StoreProblems'
import type { UnpackedFile } from './UnpackedFile'
import type { StoreFiles } from './unpackStore'
import { unpackStore } from './unpackStore'

/** How much is done when … */
const UNPACKED = 0.5
const LOG_READ = 0.9
const QUEUES_READ = 0.95

const NO_INDEX: CheckedIndex = { kept: [], sizes: null, isToBeRebuilt: false }

/** How long a store's files are, for the configuration of the broker that is to run on them; null if the files don't say. */
export interface FoundSizes {
  readonly mappedFileSizeCommitLog: number
  readonly mappedFileSizeConsumeQueue: number | null
  readonly maxHashSlotNum: number | null
  readonly maxIndexNum: number | null
  readonly timerWheelSlots: number | null
  readonly mappedFileSizeTimerLog: number | null
}

/** A store out of a zip, and everything that is known about it. */
export interface ExaminedStore {
  readonly check: StoreCheck
  /** What is to be written to a disk, sorted by path; empty when there are errors. */
  readonly files: readonly UnpackedFile[]
  readonly sizes: FoundSizes
  /** Index files had to be left out: only a recovery that reads the whole log makes them again. */
  readonly isToBeReadWhole: boolean
}

/** Unpacks a store and looks at all of it. `limits` are there to be lowered. */
export function* examineStore(zip: Uint8Array, limits: StoreLimits = LIMITS): Steps<ExaminedStore> {
  const problems = new StoreProblems()
  const files = yield* part(0, UNPACKED, unpackStore(zip, problems, limits))
  const of = (kind: StoreFileKind): UnpackedFile[] => {
    return [...files.values()].filter(({ path }) => storeFileKind(path) === kind)
  }
  const checkpoint = readCheckpoint(files, problems)
  const exit = { isOK: !files.has('abort'), safeMillis: checkpoint.safeMillis }
  const log = files.size === 0 ? null : yield* part(UNPACKED, LOG_READ, checkCommitLog(of('log'), exit, problems))
  yield LOG_READ
  const queueSize = log === null ? null : checkConsumeQueues(of('queue'), log, exit, problems)
  const index = log === null ? NO_INDEX : checkIndex(of('index'), log.end, problems)
  if (log !== null) compareCheckpoint(checkpoint, log.records.lastStoreTimestamp, problems)
  const timer = checkTimer(of('timer'), problems)
  yield QUEUES_READ
  const tables = of('config').map(({ path }) => path)
  const config = checkConfig(files, tables, log?.records.topics() ?? [], problems)
  const kept = new Set([...index.kept, ...config, ...(checkpoint.isUsable ? ['checkpoint'] : [])])
  const isKept = ({ path, size }: UnpackedFile): boolean => {
    const kind = storeFileKind(path)
    return kept.has(path) || kind === 'abort' || ((kind === 'log' || kind === 'queue' || kind === 'timer') && size > 0)
  }
  return {
    check: summary(files, log, problems),
    files: problems.hasErrors() ? [] : [...files.values()].filter(isKept),
    sizes: {
      mappedFileSizeCommitLog: log?.row.fileSize ?? 0,
      mappedFileSizeConsumeQueue: queueSize,
      maxHashSlotNum: index.sizes?.hashSlotNum ?? null,
      maxIndexNum: index.sizes?.indexNum ?? null,
      ...timer,
    },
    isToBeReadWhole: index.isToBeRebuilt,
  }
}

/** Steps that are a part of more. */
function* part<T>(from: number, to: number, steps: Steps<T>): Steps<T> {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    yield from + (to - from) * step.value
  }
}

function summary(files: StoreFiles, log: CheckedLog | null, problems: StoreProblems): StoreCheck {
  return {
    problems: problems.inOrder(),
    files: files.size,
    bytes: [...files.values()].reduce((sum, { size }) => sum + size, 0),
    messages: log?.records.length ?? 0,
    topics: log?.records.topics() ?? [],
  }
}
