import { putLong } from '../../common/longs'
import { MessageDecoder } from '../../common/message/MessageDecoder'
import type { MessageExtBatch } from '../../common/message/MessageExtBatch'
import type { MessageExtBrokerInner } from '../../common/message/MessageExtBrokerInner'
import { MessageSysFlag } from '../../common/sysflag/MessageSysFlag'
import { assert } from '../../kernel/assert'
import { crc32 } from '../../kernel/java/crc32'
import { encodeUtf8 } from '../../kernel/Utf8'
import type { MessageStoreConfig } from '../config/MessageStoreConfig'
import type { MappedFile } from '../logfile/MappedFile'
import type { AppendMessageCallback } from './AppendMessageCallback'
import { AppendMessageResult } from './AppendMessageResult'
import { AppendMessageStatus } from './AppendMessageStatus'
import type { PutMessageContext } from './PutMessageContext'
import { BLANK_MAGIC_CODE, CRC32_RESERVED_LEN, hostLength, RecordPosition } from './RecordLayout'

/** Every file ends with room for a length and {@link BLANK_MAGIC_CODE}. */
export const END_FILE_MIN_BLANK_LENGTH = 4 + 4

/**
 * Fills in what is known only now that the place in the log is known, and copies the record there.
 * Original: CommitLog.DefaultAppendMessageCallback.
 */
export class DefaultAppendMessageCallback implements AppendMessageCallback {
  private readonly messageStoreConfig: MessageStoreConfig

  constructor(messageStoreConfig: MessageStoreConfig) {
    this.messageStoreConfig = messageStoreConfig
  }

  doAppend(file: MappedFile, message: MessageExtBrokerInner): AppendMessageResult {
    const record = message.encodedBuff
    assert(record !== null, 'a message is encoded before it is appended')
    const wroteOffset = file.getFileFromOffset() + file.getWrotePosition()
    const queueOffset = isWithoutQueue(message) ? 0 : message.queueOffset
    const msgIdSupplier = (): string => MessageDecoder.createMessageId(message.storeHost, wroteOffset)
    if (!hasRoom(file, record.length)) return endFile(file, message, queueOffset, msgIdSupplier)
    this.complete(record, message, queueOffset, wroteOffset)
    file.getAppendBuffer().put(file.getWrotePosition(), record)
    message.encodedBuff = null
    return new AppendMessageResult(AppendMessageStatus.PUT_OK, {
      wroteOffset,
      wroteBytes: record.length,
      msgIdSupplier,
      storeTimestamp: message.storeTimestamp,
      logicsOffset: queueOffset,
    })
  }

  /** Writes all messages into this file, or none. */
  doAppendBatch(file: MappedFile, batch: MessageExtBatch, context: PutMessageContext): AppendMessageResult {
    const { phyPos, batchSize } = context
    const records = batch.encodedBuff
    assert(records !== null, 'a batch is encoded before it is appended')
    const wroteOffset = file.getFileFromOffset() + file.getWrotePosition()
    const view = new DataView(records.buffer, records.byteOffset, records.length)
    const msgIdSupplier = (): string => phyPos.map((offset) => MessageDecoder.createMessageId(batch.storeHost, offset)).join(',')
    for (let position = 0, index = 0; position < records.length; index++) {
      const record = records.subarray(position, position + view.getInt32(position))
      // The result names the places of the earlier messages, although they are not written there.
      if (!hasRoom(file, position + record.length)) return endFile(file, batch, batch.queueOffset, msgIdSupplier)
      this.complete(record, batch, batch.queueOffset + index, wroteOffset + position)
      assert(index < batchSize, 'a batch has as many records as messages', index, batchSize)
      assert(record.length > 0, 'a record takes room', record.length)
      phyPos[index] = wroteOffset + position
      position += record.length
    }
    file.getAppendBuffer().put(file.getWrotePosition(), records)
    batch.encodedBuff = null
    return new AppendMessageResult(AppendMessageStatus.PUT_OK, {
      wroteOffset,
      wroteBytes: records.length,
      msgIdSupplier,
      storeTimestamp: batch.storeTimestamp,
      logicsOffset: batch.queueOffset,
      msgNum: batchSize,
    })
  }

  private complete(
    record: Uint8Array,
    message: MessageExtBrokerInner,
    queueOffset: number,
    physicalOffset: number,
  ): void {
    const view = new DataView(record.buffer, record.byteOffset, record.length)
    const storeTimestampAt = RecordPosition.BORNHOST + hostLength(message.sysFlag, MessageSysFlag.BORNHOST_V6_FLAG)
    const size = view.getInt32(RecordPosition.TOTALSIZE)
    assert(size === record.length, 'a record says how long it is', size, record.length)
    putLong(view, RecordPosition.QUEUEOFFSET, queueOffset)
    putLong(view, RecordPosition.PHYSICALOFFSET, physicalOffset)
    putLong(view, storeTimestampAt, message.storeTimestamp)
    if (this.messageStoreConfig.enabledAppendPropCRC) appendCrc(record)
  }
}

/** The record, and after it at least what a blank record needs. */
function hasRoom(file: MappedFile, length: number): boolean {
  return length + END_FILE_MIN_BLANK_LENGTH <= file.getFileSize() - file.getWrotePosition()
}

/** Writes a blank record of eight bytes that stands for the rest of the file, which is full then. */
function endFile(
  file: MappedFile,
  message: MessageExtBrokerInner,
  logicsOffset: number,
  msgIdSupplier: () => string,
): AppendMessageResult {
  const position = file.getWrotePosition()
  const maxBlank = file.getFileSize() - position
  assert(maxBlank >= END_FILE_MIN_BLANK_LENGTH, 'a file has room for the mark of its end', maxBlank)
  file.getAppendBuffer().putInt(position, maxBlank)
  file.getAppendBuffer().putInt(position + 4, BLANK_MAGIC_CODE)
  return new AppendMessageResult(AppendMessageStatus.END_OF_FILE, {
    wroteOffset: file.getFileFromOffset() + position,
    wroteBytes: maxBlank,
    msgIdSupplier,
    storeTimestamp: message.storeTimestamp,
    logicsOffset,
  })
}

function isWithoutQueue(message: MessageExtBrokerInner): boolean {
  const type = MessageSysFlag.getTransactionValue(message.sysFlag)
  return type === MessageSysFlag.TRANSACTION_PREPARED_TYPE || type === MessageSysFlag.TRANSACTION_ROLLBACK_TYPE
}

/** `__CRC32#`, 1, ten digits beginning with the last, 2. Original: MessageDecoder#createCrc32 */
function appendCrc(record: Uint8Array): void {
  const checked = record.length - CRC32_RESERVED_LEN
  const digits = [...String(crc32(record.subarray(0, checked))).padStart(10, '0')].reverse().join('')
  record.set(encodeUtf8(`__CRC32#\u0001${digits}\u0002`), checked)
}
