import { DiskFullError, DiskIoError, FileNotFoundError } from '../../ports/Disk'
import { DiskInUseError } from './DiskInUseError'

/** The port's error for one of the browser's. `wanted`: how many bytes were to be stored. */
export function translate(error: unknown, path: string, operation: string, wanted = 0): Error {
  switch ((error as DOMException | null)?.name) {
    case 'NotFoundError':
      return new FileNotFoundError(path)
    case 'QuotaExceededError':
      return new DiskFullError(path, wanted)
    case 'NoModificationAllowedError':
      return new DiskInUseError(path)
    default:
      return new DiskIoError(path, operation)
  }
}
