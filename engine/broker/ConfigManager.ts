import { assert } from '../kernel/assert'
import { JsonFieldError } from '../remoting/protocol/JsonFields'
import type { Blocking } from '../kernel/Blocking'
import { ReentrantLock } from '../kernel/concurrent/ReentrantLock'
import type { Disk } from '../ports/Disk'
import { DiskFullError, DiskIoError } from '../ports/Disk'
import { backupOf, file2String, string2File } from '../ports/textFile'

/**
 * A table that is kept as a JSON file, with the version before it in `<file>.bak`.
 * Original: org.apache.rocketmq.common.ConfigManager.
 */
export abstract class ConfigManager {
  protected readonly disk: Disk
  /** Only one thread writes the file at a time. Original: `synchronized` at persist */
  private readonly persistLock: ReentrantLock

  constructor(disk: Disk) {
    this.disk = disk
    this.persistLock = new ReentrantLock('a configuration file')
  }

  abstract configFilePath(): string
  /** The table as JSON: on one line for the wire, pretty for the file. */
  abstract encode(prettyFormat?: boolean): string
  /** Takes over what the text says; one that is no object to fastjson says nothing. @throws SyntaxError, JsonFieldError */
  abstract decode(text: string): void

  /** Reads the file, or the version before it if that is empty or damaged. No file at all is fine. */
  *load(): Blocking<boolean> {
    const path = this.configFilePath()
    if (this.tryDecode(yield* file2String(this.disk, path)) === 'loaded') return true
    return this.tryDecode(yield* file2String(this.disk, backupOf(path))) !== 'damaged'
  }

  private tryDecode(text: string | null): 'loaded' | 'empty' | 'damaged' {
    if (text === null || text === '') return 'empty'
    try {
      this.decode(text)
      return 'loaded'
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof JsonFieldError) return 'damaged'
      throw error
    }
  }

  /** Writes the table as it is now. */
  *persist(): Blocking<void> {
    yield* this.write(() => {
      const text = this.encode(true)
      assert(text.startsWith('{') && text.endsWith('}'), 'a table is written as one object', text.length)
      return text
    })
  }

  /** A disk that refuses does not stop the broker: the table in memory stays in force. */
  protected *write(encoded: () => string): Blocking<void> {
    yield* this.persistLock.lock()
    try {
      yield* string2File(this.disk, this.configFilePath(), encoded())
    } catch (error) {
      if (!(error instanceof DiskFullError || error instanceof DiskIoError)) throw error
    } finally {
      this.persistLock.unlock()
    }
  }
}
