import type { FileField } from '../StoreView'
import { FieldRow, free, group, time } from './fields'
import type { StoreReader } from './StoreReader'
import { viewOf } from './StoreReader'

const CHECKPOINT_LENGTH = 40

/** The five numbers at the beginning of the checkpoint's only page. */
export function describeCheckpoint(reader: StoreReader, path: string): FileField[] {
  const bytes = reader.read(path, 0, CHECKPOINT_LENGTH)
  if (bytes.length < CHECKPOINT_LENGTH) return free(0, reader.sizeOf(path))
  const row = new FieldRow(viewOf(bytes), 0)
  row.long('physicMsgTimestamp', time)
  row.long('logicsMsgTimestamp', time)
  row.long('indexMsgTimestamp', time)
  row.long('masterFlushedOffset')
  row.long('confirmPhyOffset')
  const header = group('header', 'checkpoint', { offset: 0, length: CHECKPOINT_LENGTH }, { children: row.fields })
  return [header, ...free(CHECKPOINT_LENGTH, reader.sizeOf(path))]
}
