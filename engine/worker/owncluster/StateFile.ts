import type { Blocking } from '../../kernel/Blocking'
import { SIGNALLED } from '../../kernel/Blocking'
import { decodeUtf8, encodeUtf8 } from '../../kernel/Utf8'
import type { Disk, DiskFile } from '../../ports/Disk'
import { DiskFullError, DiskIoError } from '../../ports/Disk'

/** A small JSON file that belongs to the page and not to the broker. It is written in one piece. */
export class StateFile {
  private readonly file: DiskFile

  private constructor(file: DiskFile) {
    this.file = file
  }

  static *open(disk: Disk, path: string): Blocking<StateFile> {
    return new StateFile(yield* disk.open(path, true))
  }

  /** What was written last; null when nothing was, or when somebody died while writing it. */
  read(): unknown {
    const bytes = new Uint8Array(this.file.size())
    this.file.read(0, bytes)
    try {
      return JSON.parse(decodeUtf8(bytes))
    } catch {
      return null
    }
  }

  /** It is on the disk afterwards. A device that refuses is forgiven: the page goes on without. */
  write(value: unknown): void {
    const text = JSON.stringify(value)
    forgivingly(() => {
      this.file.write(0, encodeUtf8(text.padEnd(this.file.size())))
      flushNow(this.file)
    })
  }
}

/** Files that are not slowed down on purpose are flushed without waiting. */
export function flushNow(file: DiskFile): void {
  if (file.flush().next(SIGNALLED).done !== true) throw new Error(`${file.path} has to be waited for`)
}

/** False when the device has refused. */
export function forgivingly(work: () => void): boolean {
  try {
    work()
    return true
  } catch (error) {
    if (error instanceof DiskFullError || error instanceof DiskIoError) return false
    throw error
  }
}
