import type { Blocking } from '../kernel/Blocking'
import { ReentrantReadWriteLock } from '../kernel/concurrent/ReentrantReadWriteLock'
import { NumberFormatException, parseLong } from '../kernel/java/javaParse'
import { javaTrim } from '../kernel/java/javaTrim'
import { currentTimeMillis } from '../kernel/Process'
import type { Disk } from '../ports/Disk'
import { DiskFullError, DiskIoError } from '../ports/Disk'
import { string2File } from '../ports/textFile'
import type { Properties } from './Properties'
import { properties2String } from './Properties'
import { DataVersion } from './protocol/DataVersion'

/**
 * A process's settings, as operators see and change them while it runs: the fields of its configuration objects, by
 * their names. Where two objects have a field of the same name, the later one is shown and both are changed.
 * Original: org.apache.rocketmq.remoting.Configuration.
 */
export class Configuration {
  readonly dataVersion: DataVersion
  private readonly configObjectList: readonly object[]
  private readonly disk: Disk
  private readonly storePath: () => string
  private readonly readWriteLock: ReentrantReadWriteLock

  /** `storePath`: asked for at each change, as it is a setting itself. */
  constructor(disk: Disk, storePath: () => string, configObjects: readonly object[]) {
    this.dataVersion = new DataVersion()
    this.configObjectList = configObjects
    this.disk = disk
    this.storePath = storePath
    this.readWriteLock = new ReentrantReadWriteLock('configuration')
  }

  /**
   * Changes the settings that there are; names that nobody knows and values that don't fit are passed over. What has
   * come of it is written to the disk. Original: Configuration#update
   */
  *update(properties: Properties): Blocking<void> {
    const lock = this.readWriteLock.writeLock()
    yield* lock.lockInterruptibly()
    try {
      for (const configObject of this.configObjectList) properties2Object(properties, configObject)
      this.dataVersion.nextVersion(currentTimeMillis())
    } finally {
      lock.unlock()
    }
    yield* this.persist()
  }

  /** A disk that fails keeps the old file; the settings are in force all the same. */
  private *persist(): Blocking<void> {
    const lock = this.readWriteLock.readLock()
    yield* lock.lockInterruptibly()
    try {
      yield* string2File(this.disk, this.storePath(), this.allConfigs())
    } catch (error) {
      if (!(error instanceof DiskFullError || error instanceof DiskIoError)) throw error
    } finally {
      lock.unlock()
    }
  }

  /** One line `name=value` a setting, sorted. Original: Configuration#getAllConfigsFormatString */
  *getAllConfigsFormatString(): Blocking<string> {
    const lock = this.readWriteLock.readLock()
    yield* lock.lockInterruptibly()
    try {
      return this.allConfigs()
    } finally {
      lock.unlock()
    }
  }

  private allConfigs(): string {
    const properties: Properties = new Map()
    for (const configObject of this.configObjectList) {
      for (const [name, value] of Object.entries(configObject)) {
        if (value !== null && value !== undefined) properties.set(name, String(value))
      }
    }
    return properties2String(properties)
  }
}

/** Original: MixAll#properties2Object */
function properties2Object(properties: Properties, configObject: object): void {
  const fields = configObject as Record<string, unknown>
  for (const [name, text] of properties) {
    if (Object.hasOwn(fields, name)) fields[name] = parse(text, fields[name])
  }
}

/** The text as a value of the type that the setting has; the old value when it isn't one. */
function parse(text: string, old: unknown): unknown {
  switch (typeof old) {
    case 'number':
      return longOr(old, text)
    case 'boolean':
      return text.toLowerCase() === 'true'
    case 'string':
      return javaTrim(text)
    default:
      return old
  }
}

function longOr(old: unknown, text: string): unknown {
  try {
    return parseLong(text)
  } catch (error) {
    if (error instanceof NumberFormatException) return old
    throw error
  }
}
