import type { MessageQueue } from '../../../common/message/MessageQueue'
import type { Blocking } from '../../../kernel/Blocking'
import { assert } from '../../../kernel/assert'
import type { Disk } from '../../../ports/Disk'
import { DiskFullError, DiskIoError } from '../../../ports/Disk'
import { backupOf, file2String, string2File } from '../../../ports/textFile'
import { JsonFieldError } from '../../../remoting/protocol/JsonFields'
import { MQClientException } from '../../exception/MQClientException'
import { OffsetSerializeWrapper } from './OffsetSerializeWrapper'
import type { OffsetStore } from './OffsetStore'
import { OFFSET_NOT_FOUND, OFFSET_UNKNOWN } from './OffsetStore'
import { OffsetTable } from './OffsetTable'
import { ReadOffsetType } from './ReadOffsetType'

/** Original: system property rocketmq.client.localOffsetStoreDir */
const LOCAL_OFFSET_STORE_DIR = '.rocketmq_offsets'

/**
 * Keeps offsets in a file of the client: in broadcasting every consumer is somewhere else, and no broker needs to know.
 * Original: org.apache.rocketmq.client.consumer.store.LocalFileOffsetStore.
 */
export class LocalFileOffsetStore implements OffsetStore {
  private readonly disk: Disk
  private readonly storePath: string
  private readonly offsetTable: OffsetTable

  constructor(disk: Disk, clientId: string, groupName: string) {
    this.disk = disk
    this.storePath = `${LOCAL_OFFSET_STORE_DIR}/${clientId}/${groupName}/offsets.json`
    this.offsetTable = new OffsetTable()
  }

  *load(): Blocking<void> {
    const wrapper = yield* this.readLocalOffset()
    for (const [mq, offset] of wrapper.offsetTable.entries()) this.offsetTable.update(mq, offset, false)
  }

  updateOffset(mq: MessageQueue, offset: number, increaseOnly: boolean): void {
    this.offsetTable.update(mq, offset, increaseOnly)
  }

  updateAndFreezeOffset(mq: MessageQueue, offset: number): void {
    this.offsetTable.updateAndFreeze(mq, offset)
  }

  /** Original: LocalFileOffsetStore#readOffset */
  *readOffset(mq: MessageQueue, type: ReadOffsetType): Blocking<number> {
    const known = type === ReadOffsetType.READ_FROM_STORE ? null : this.offsetTable.get(mq)
    if (known !== null) return known
    if (type === ReadOffsetType.READ_FROM_MEMORY) return OFFSET_NOT_FOUND
    try {
      const offset = (yield* this.readLocalOffset()).offsetTable.get(mq)
      if (offset === undefined) return OFFSET_NOT_FOUND
      this.offsetTable.update(mq, offset, false)
      return offset
    } catch (error) {
      // In the original a file that can't be read is the same as none.
      if (error instanceof MQClientException) return OFFSET_NOT_FOUND
      return OFFSET_UNKNOWN
    }
  }

  /** The offsets of other queues stay in the file as they are. Original: LocalFileOffsetStore#persistAll */
  *persistAll(mqs: readonly MessageQueue[]): Blocking<void> {
    if (mqs.length === 0) return
    const wanted = new Set(mqs.map((mq) => mq.key()))
    yield* this.write(this.offsetTable.entries().filter(([mq]) => wanted.has(mq.key())))
  }

  *persist(mq: MessageQueue): Blocking<void> {
    const offset = this.offsetTable.get(mq)
    if (offset !== null) yield* this.write([[mq, offset]])
  }

  removeOffset(mq: MessageQueue): void {
    this.offsetTable.delete(mq)
    assert(this.offsetTable.get(mq) === null, 'a removed offset is not known any more')
  }

  cloneOffsetTable(topic: string): ReadonlyArray<readonly [mq: MessageQueue, offset: number]> {
    return this.offsetTable.entries().filter(([mq]) => topic === '' || mq.topic === topic)
  }

  /** A file that can't be read is not written over; one that can't be written is written the next time. */
  private *write(offsets: ReadonlyArray<readonly [mq: MessageQueue, offset: number]>): Blocking<void> {
    try {
      const wrapper = yield* this.readLocalOffset()
      const before = wrapper.offsetTable.size
      for (const [mq, offset] of offsets) wrapper.offsetTable.set(mq, offset)
      assert(wrapper.offsetTable.size >= before, 'offsets of other queues stay in the file', wrapper.offsetTable.size, before)
      yield* string2File(this.disk, this.storePath, wrapper.toJson())
    } catch (error) {
      const isExpected = [MQClientException, DiskFullError, DiskIoError].some((type) => error instanceof type)
      if (!isExpected) throw error
    }
  }

  /** @throws MQClientException when neither the file nor the version before it can be read */
  private *readLocalOffset(): Blocking<OffsetSerializeWrapper> {
    const text = yield* file2String(this.disk, this.storePath)
    const wrapper = text === null || text === '' ? null : parsed(text)
    return wrapper ?? (yield* this.readLocalOffsetBak())
  }

  private *readLocalOffsetBak(): Blocking<OffsetSerializeWrapper> {
    const text = yield* file2String(this.disk, backupOf(this.storePath))
    if (text === null || text === '') return new OffsetSerializeWrapper()
    const wrapper = parsed(text)
    if (wrapper === null) throw new MQClientException(`the offsets in ${this.storePath} can't be read`)
    return wrapper
  }
}

/** Null for a text that is damaged. */
function parsed(text: string): OffsetSerializeWrapper | null {
  try {
    return OffsetSerializeWrapper.fromJson(text)
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof JsonFieldError) return null
    throw error
  }
}
