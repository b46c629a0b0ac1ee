import { MessageSysFlag } from '../../common/sysflag/MessageSysFlag'

/** The first version of the record: the topic's length in one byte. Original: MessageDecoder#MESSAGE_MAGIC_CODE */
export const MESSAGE_MAGIC_CODE = -626843481
/** The second: the topic's length in two bytes. */
export const MESSAGE_MAGIC_CODE_V2 = -626843477
/** Not a message: the rest of the file is empty. Original: CommitLog#BLANK_MAGIC_CODE */
export const BLANK_MAGIC_CODE = -875286124

/** Name, separator, ten digits, separator. Original: CommitLog#CRC32_RESERVED_LEN */
export const CRC32_RESERVED_LEN = 8 + 1 + 10 + 1

/**
 * A message on the disk, all numbers big-endian:
 *
 *     total size 4 | magic 4 | body CRC 4 | queue id 4 | flag 4 | queue offset 8 | physical offset 8 | sysFlag 4 |
 *     born timestamp 8 | born host 8 or 20 | store timestamp 8 | store host 8 or 20 | reconsume times 4 |
 *     prepared transaction offset 8 | body length 4, body | topic length 1 or 2, topic |
 *     properties length 2, properties
 *
 * These are the places that don't move.
 */
export const RecordPosition = {
  TOTALSIZE: 0,
  MAGICCODE: 4,
  BODYCRC: 8,
  QUEUEID: 12,
  FLAG: 16,
  QUEUEOFFSET: 20,
  PHYSICALOFFSET: 28,
  SYSFLAG: 36,
  BORNTIMESTAMP: 40,
  BORNHOST: 48,
} as const

export interface RecordLengths {
  readonly topicLengthSize: number
  readonly bodyLength: number
  readonly topicLength: number
  readonly propertiesLength: number
}

/** Address and port: 8 bytes for IPv4, 20 for IPv6, as the bit of the sysFlag says. */
export function hostLength(sysFlag: number, v6Flag: number): number {
  return (sysFlag & v6Flag) === 0 ? 4 + 4 : 16 + 4
}

/** Bytes of the whole record; a negative length of body or properties counts as none. Original: MessageExtEncoder#calMsgLength */
export function calMsgLength(sysFlag: number, lengths: RecordLengths): number {
  return (
    RecordPosition.BORNHOST +
    hostLength(sysFlag, MessageSysFlag.BORNHOST_V6_FLAG) +
    8 + // store timestamp
    hostLength(sysFlag, MessageSysFlag.STOREHOSTADDRESS_V6_FLAG) +
    4 + // reconsume times
    8 + // prepared transaction offset
    4 +
    Math.max(0, lengths.bodyLength) +
    lengths.topicLengthSize +
    lengths.topicLength +
    2 +
    Math.max(0, lengths.propertiesLength)
  )
}
