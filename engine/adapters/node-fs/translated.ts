import { DiskFullError, DiskIoError, FileNotFoundError } from '../../ports/Disk'

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** Does what `work` does, with the port's errors instead of Node's. @throws FileNotFoundError, DiskFullError, DiskIoError */
export function translated<T>(path: string, operation: string, work: () => T, wanted = 0): T {
  try {
    return work()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new FileNotFoundError(path)
    if (code !== undefined && FULL.has(code)) throw new DiskFullError(path, wanted)
    throw new DiskIoError(path, operation)
  }
}
