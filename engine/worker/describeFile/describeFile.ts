import { fileKind } from '../model/fileKind'
import type { FileField } from '../StoreView'
import { describeCheckpoint } from './describeCheckpoint'
import { describeCommitLog } from './describeCommitLog'
import { describeConsumeQueue } from './describeConsumeQueue'
import { describeIndex } from './describeIndex'
import { describeTimerCheck, describeTimerLog, describeTimerWheel } from './describeTimer'
import { group } from './fields'
import type { StoreReader } from './StoreReader'

/** What bytes `from` up to `to` of a file mean: the fields that they lie in, with where each of them leads. */
export function describeFile(reader: StoreReader, path: string, from: number, to: number): FileField[] {
  switch (fileKind(path)) {
    case 'commit-log':
      return describeCommitLog(reader, path, from, to)
    case 'consume-queue':
      return describeConsumeQueue(reader, path, from, to)
    case 'index':
      return describeIndex(reader, path, from, to)
    case 'checkpoint':
      return describeCheckpoint(reader, path)
    case 'timer-wheel':
      return describeTimerWheel(reader, path, from, to)
    case 'timer-log':
      return describeTimerLog(reader, path, from, to)
    case 'timer-check':
      return describeTimerCheck(reader, path)
    default: {
      const size = reader.sizeOf(path)
      return size === 0 ? [] : [group('text', 'text', { offset: 0, length: size })]
    }
  }
}
