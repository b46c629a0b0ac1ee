import type { Blocking } from '../../kernel/Blocking'
import type { Disk } from '../../ports/Disk'
import { INDEX_MSG_TIMESTAMP } from '../../store/flush/StoreCheckpoint'
import { indexFileSize } from '../../store/index/IndexFile'
import { OS_PAGE_SIZE } from '../../store/pagecache/Page'
import { CQ_STORE_UNIT_SIZE } from '../../store/queue/CqUnit'
import type { DrillModel } from './DrillModel'
import type { DrillPlan, Operation } from './DrillPlan'
import { DRILL_INDEX } from './DrillPlan'

/** A byte of a file. */
export interface ChosenByte {
  readonly path: string
  /** Of the file. */
  readonly size: number
  readonly position: number
}

/** The checkpoint's three times; a store without replicas ignores what follows. */
const CHECKPOINT_SIZE = 24

/** The byte that is hit, of which the model is told; null when there is none yet. The store must not be running. */
export function* chooseDerivedByte(
  disk: Disk,
  plan: DrillPlan,
  model: DrillModel,
  { file, place }: Extract<Operation, { readonly do: 'flip-derived-bit' }>,
): Blocking<ChosenByte | null> {
  switch (file) {
    case 'queue':
      return yield* chooseEntry(disk, plan, model, place)
    case 'index': {
      const paths = yield* disk.list('store/index')
      const path = paths[place % Math.max(1, paths.length)]
      if (path === undefined) return null
      model.isIndexDamaged = true
      const size = indexFileSize({ hashSlotNum: DRILL_INDEX.maxHashSlotNum, indexNum: DRILL_INDEX.maxIndexNum })
      return { path, size, position: place % size }
    }
    case 'checkpoint': {
      const position = place % CHECKPOINT_SIZE
      // From now on the checkpoint may vouch for files that were never flushed.
      if (position >= INDEX_MSG_TIMESTAMP) model.isIndexDamaged = true
      else model.isCheckpointDamaged = true
      return { path: 'store/checkpoint', size: OS_PAGE_SIZE, position }
    }
  }
}

/** A byte of the entry of a message that is in the log. */
function* chooseEntry(disk: Disk, plan: DrillPlan, model: DrillModel, place: number): Blocking<ChosenByte | null> {
  const hit = model.log[Math.floor((place / 1_000_000) * model.log.length)]
  if (hit === undefined) return null
  const { topic, queueId } = model.written[hit.id]!.message
  const inQueue = hit.queueOffset * CQ_STORE_UNIT_SIZE
  const inFile = inQueue % plan.queueFileSize
  const path = `store/consumequeue/${topic}/${queueId}/${String(inQueue - inFile).padStart(20, '0')}`
  if (!(yield* disk.exists(path))) return null
  model.damagedQueues.add(`${topic}/${queueId}`)
  return { path, size: plan.queueFileSize, position: inFile + (place % CQ_STORE_UNIT_SIZE) }
}
