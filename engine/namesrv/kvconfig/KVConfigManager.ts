import type { Blocking } from '../../kernel/Blocking'
import { ReentrantReadWriteLock } from '../../kernel/concurrent/ReentrantReadWriteLock'
import { JavaHashMap } from '../../kernel/java/JavaHashMap'
import type { Disk } from '../../ports/Disk'
import { DiskFullError, DiskIoError } from '../../ports/Disk'
import { file2String, string2File } from '../../ports/textFile'
import { RemotingSerializable } from '../../remoting/protocol/RemotingSerializable'
import type { NamesrvConfig } from '../NamesrvConfig'
import type { ConfigTable } from './KVConfigSerializeWrapper'
import { KVConfigSerializeWrapper } from './KVConfigSerializeWrapper'

/**
 * Values by namespace and key: the only data that a name server keeps on its disk. One namespace is in use:
 * ORDER_TOPIC_CONFIG, with topics for keys and values such as `broker-a:4;broker-b:4`.
 * Original: org.apache.rocketmq.namesrv.kvconfig.KVConfigManager.
 */
export class KVConfigManager {
  private readonly disk: Disk
  private readonly namesrvConfig: NamesrvConfig
  private readonly lock: ReentrantReadWriteLock
  private readonly configTable: ConfigTable

  constructor(disk: Disk, namesrvConfig: NamesrvConfig) {
    this.disk = disk
    this.namesrvConfig = namesrvConfig
    this.lock = new ReentrantReadWriteLock('KV configuration')
    this.configTable = new JavaHashMap()
  }

  /** Only the file itself is read, never its copy `.bak`. @throws SyntaxError when it is damaged */
  *load(): Blocking<void> {
    const content = yield* file2String(this.disk, this.namesrvConfig.kvConfigPath)
    if (content === null) return
    const { configTable } = KVConfigSerializeWrapper.fromJson(content)
    for (const [namespace, kvTable] of configTable.entries()) this.configTable.put(namespace, kvTable)
  }

  *putKVConfig(namespace: string, key: string, value: string): Blocking<void> {
    const lock = this.lock.writeLock()
    yield* lock.lockInterruptibly()
    try {
      const kvTable = this.configTable.get(namespace) ?? new JavaHashMap<string>()
      kvTable.put(key, value)
      this.configTable.put(namespace, kvTable)
    } finally {
      lock.unlock()
    }
    yield* this.persist()
  }

  *deleteKVConfig(namespace: string, key: string): Blocking<void> {
    const lock = this.lock.writeLock()
    yield* lock.lockInterruptibly()
    try {
      this.configTable.get(namespace)?.delete(key)
    } finally {
      lock.unlock()
    }
    yield* this.persist()
  }

  /** Writes the whole table at every change. If the disk fails, the change is in force until the next start. */
  *persist(): Blocking<void> {
    const lock = this.lock.readLock()
    yield* lock.lockInterruptibly()
    try {
      const content = new KVConfigSerializeWrapper(this.configTable).toJson()
      yield* string2File(this.disk, this.namesrvConfig.kvConfigPath, content)
    } catch (error) {
      if (!(error instanceof DiskFullError || error instanceof DiskIoError)) throw error
    } finally {
      lock.unlock()
    }
  }

  /** The body of a KVTable; null for an unknown namespace. */
  *getKVListByNamespace(namespace: string): Blocking<Uint8Array | null> {
    const lock = this.lock.readLock()
    yield* lock.lockInterruptibly()
    try {
      const table = this.configTable.get(namespace)
      return table === undefined ? null : RemotingSerializable.encode({ table })
    } finally {
      lock.unlock()
    }
  }

  *getKVConfig(namespace: string, key: string): Blocking<string | null> {
    const lock = this.lock.readLock()
    yield* lock.lockInterruptibly()
    try {
      return this.configTable.get(namespace)?.get(key) ?? null
    } finally {
      lock.unlock()
    }
  }
}
