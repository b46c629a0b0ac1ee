import type { Blocking } from '../../kernel/Blocking'
import type { CommitLog } from '../commitlog/CommitLog'
import type { IndexService } from './IndexService'

/**
 * Enters the messages from `from` to the end of the log again. Recovery has not done so, because a file already knew of later
 * ones. (The original keeps that file, see {@link IndexService.truncateDirty}.)
 */
export function* rebuildIndex(commitLog: CommitLog, indexService: IndexService, from: number): Blocking<void> {
  let offset = Math.max(from, commitLog.getMinOffset())
  while (offset < commitLog.getMaxOffset()) {
    const stretch = commitLog.getData(offset)
    if (stretch === null) return
    const request = commitLog.checkMessageAndReturnSize(stretch, 0, false, false)
    if (!request.success) return
    if (request.msgSize > 0) yield* indexService.buildIndex(request)
    offset = request.msgSize > 0 ? offset + request.msgSize : commitLog.rollNextFile(offset)
  }
}
