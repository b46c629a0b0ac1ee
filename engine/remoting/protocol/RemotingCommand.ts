import { assert } from '../../kernel/assert'
import { decodeUtf8 } from '../../kernel/Utf8'
import { IllegalArgumentException } from '../../kernel/errors'
import { NumberFormatException } from '../../kernel/java/javaParse'
import { isBlank } from '../../kernel/java/javaTrim'
import { JavaHashMap } from '../../kernel/java/JavaHashMap'
import { processStatic } from '../../kernel/Process'
import { Thread } from '../../kernel/Thread'
import { RemotingCommandException } from '../exception/RemotingCommandException'
import { ByteArena } from './ByteArena'
import type { CommandCustomHeader, HeaderClass } from './CommandCustomHeader'
import { isFastCodesHeader, parseField } from './CommandCustomHeader'
import { headerToExtFields } from './headerToExtFields'
import { decodeJsonHeader, writeJsonHeader } from './JsonHeader'
import type { LanguageCode } from './LanguageCode'
import { CURRENT_VERSION } from './MQVersion'
import { ResponseCode } from './ResponseCode'
import { decodeBinaryHeader, writeBinaryHeader } from './RocketMQSerializable'
import type { SerializeType } from './SerializeType'
import { SERIALIZE_TYPE_CODE } from './SerializeType'

const RPC_TYPE = 1
const RPC_ONEWAY = 2
const LENGTH_SIZE = 4
const MAX_HEADER_LENGTH = 0xffffff
/** HashMap sizes of the original: fields added by hand go into 256 buckets, all others into 16 or, in binary headers, 128. */
const ADDED_FIELDS_CAPACITY = 256

const arena = new ByteArena()

/**
 * What travels between nodes: a code, a few fixed fields, a custom header flattened to texts by name, and a body.
 *
 *     length i32 | serialize type i8, header length i24 | header | body
 *
 * Original: org.apache.rocketmq.remoting.protocol.RemotingCommand.
 */
export class RemotingCommand {
  code: number
  language: LanguageCode | null
  version: number
  /** Matches a response with its request. */
  opaque: number
  /** Bit 0: response; bit 1: oneway. */
  flag: number
  remark: string | null
  extFields: JavaHashMap<string> | null
  body: Uint8Array | null
  serializeTypeCurrentRPC: SerializeType
  /** The header as an object, on the side that made the command. */
  private customHeader: CommandCustomHeader | null

  constructor(code: number) {
    this.code = code
    this.language = 'JAVA'
    this.version = CURRENT_VERSION
    this.opaque = nextOpaque()
    this.flag = 0
    this.remark = null
    this.extFields = null
    this.body = null
    this.serializeTypeCurrentRPC = 'JSON'
    this.customHeader = null
  }

  /** Original: RemotingCommand#createRequestCommand */
  static createRequestCommand(code: number, header: CommandCustomHeader | null): RemotingCommand {
    const command = new RemotingCommand(code)
    command.serializeTypeCurrentRPC = defaultSerializeType()
    command.customHeader = header
    return command
  }

  /** A response that says SYSTEM_ERROR until it is told otherwise. Original: #createResponseCommand(Class) */
  static createResponseCommand<T extends CommandCustomHeader>(type: HeaderClass<T> | null = null): RemotingCommand {
    const response = RemotingCommand.createResponseCommandWithCode(ResponseCode.SYSTEM_ERROR, 'not set any response code')
    if (type !== null) response.customHeader = new type()
    return response
  }

  static createResponseCommandWithCode(code: number, remark: string | null): RemotingCommand {
    const response = new RemotingCommand(code)
    response.serializeTypeCurrentRPC = defaultSerializeType()
    response.markResponseType()
    response.remark = remark
    return response
  }

  /** The same request under a new `opaque`. */
  static copyOf(request: RemotingCommand): RemotingCommand {
    const copy = RemotingCommand.createRequestCommand(request.code, request.customHeader)
    copy.extFields = request.extFields
    copy.body = request.body
    return copy
  }

  /** How this process encodes headers, unless told otherwise. Original: system property rocketmq.serialize.type */
  static setDefaultSerializeType(type: SerializeType): void {
    Thread.currentThread().process.statics.set('RemotingCommand.serializeTypeConfigInThisServer', type)
  }

  markResponseType(): void {
    this.flag |= RPC_TYPE
  }

  isResponseType(): boolean {
    return (this.flag & RPC_TYPE) !== 0
  }

  markOnewayRPC(): void {
    this.flag |= RPC_ONEWAY
  }

  isOnewayRPC(): boolean {
    return (this.flag & RPC_ONEWAY) !== 0
  }

  /** The header that this side has put in; null on the other side, see {@link decodeCommandCustomHeader}. */
  readCustomHeader<T extends CommandCustomHeader>(): T | null {
    return this.customHeader as T | null
  }

  writeCustomHeader(header: CommandCustomHeader): void {
    this.customHeader = header
  }

  addExtField(key: string, value: string): void {
    this.extFields ??= new JavaHashMap<string>(ADDED_FIELDS_CAPACITY)
    this.extFields.put(key, value)
  }

  /** The text of one header field as it arrived, or null. */
  getExtField(key: string): string | null {
    return this.extFields?.get(key) ?? null
  }

  /**
   * Reads the fields of a header. A field that is missing stays null, even one that must be there: its reader fails then, as in
   * the original. So does, in most headers, a number that Java would not take.
   * Original: RemotingCommand#decodeCommandCustomHeader, FastCodesHeader#decode
   * @throws NumberFormatException in a header with {@link HeaderClass.fastFields}
   */
  decodeCommandCustomHeader<T extends CommandCustomHeader>(type: HeaderClass<T>): T {
    const header = new type()
    if (this.extFields === null) return header
    if (isFastCodesHeader(header)) {
      header.decode(this.extFields)
      return header
    }
    const target = header as Record<string, unknown>
    for (const name of type.fastFields ?? Object.keys(type.fields)) {
      const text = this.extFields.get(name)
      if (text === undefined) continue
      try {
        target[name] = parseField(type.fields[name]!, text)
      } catch (error) {
        if (!(error instanceof NumberFormatException) || type.fastFields !== undefined) throw error
      }
    }
    return header
  }

  /** The whole frame, its length field included. Original: RemotingCommand#fastEncodeHeader with NettyEncoder */
  encode(): Uint8Array {
    arena.clear()
    arena.putInt(0)
    arena.putInt(0)
    if (this.serializeTypeCurrentRPC === 'JSON') {
      this.makeCustomHeaderToNet()
      writeJsonHeader(arena, this)
    } else {
      writeBinaryHeader(arena, this, this.customHeader)
    }
    const headerLength = arena.position - 2 * LENGTH_SIZE
    if (headerLength > MAX_HEADER_LENGTH) throw new RemotingCommandException(`a header of ${headerLength} bytes`)
    if (this.body !== null) arena.put(this.body)
    assert(headerLength >= 0, 'a header has a length', headerLength)
    arena.patchInt(0, arena.position - LENGTH_SIZE)
    arena.patchInt(LENGTH_SIZE, (SERIALIZE_TYPE_CODE[this.serializeTypeCurrentRPC] << 24) | headerLength)
    return arena.copy()
  }

  /** Flattens the header's fields into extFields. Original: RemotingCommand#makeCustomHeaderToNet */
  makeCustomHeaderToNet(): void {
    if (this.customHeader === null) return
    this.extFields ??= new JavaHashMap<string>()
    headerToExtFields(this.customHeader, this.extFields)
  }

  /**
   * Reads a whole frame, its length field included.
   * @throws RemotingCommandException when it isn't one
   */
  static decode(frame: Uint8Array): RemotingCommand {
    const headerStart = 2 * LENGTH_SIZE
    if (frame.length < headerStart) throw new RemotingCommandException(`a frame of ${frame.length} bytes`)
    const word = (frame[4]! << 24) | (frame[5]! << 16) | (frame[6]! << 8) | frame[7]!
    const bodyStart = headerStart + (word & MAX_HEADER_LENGTH)
    if (bodyStart > frame.length) throw new RemotingCommandException('the header is longer than the frame')
    const header = frame.subarray(headerStart, bodyStart)
    const command = new RemotingCommand(0)
    switch (word >>> 24) {
      case SERIALIZE_TYPE_CODE.JSON:
        decodeJsonHeader(decodeUtf8(header), command)
        command.serializeTypeCurrentRPC = 'JSON'
        break
      case SERIALIZE_TYPE_CODE.ROCKETMQ:
        decodeBinaryHeader(header, command)
        command.serializeTypeCurrentRPC = 'ROCKETMQ'
        break
      default:
        throw new RemotingCommandException(`no serialize type has the number ${word >>> 24}`)
    }
    command.body = bodyStart < frame.length ? frame.subarray(bodyStart) : null
    return command
  }
}

/** Every command that a process makes takes the next number: responses too, and those that it decodes. */
function nextOpaque(): number {
  if (Thread.current === null) return 0
  return processStatic('RemotingCommand.requestId', () => ({ next: 0 })).next++
}

function defaultSerializeType(): SerializeType {
  const process = Thread.current?.process
  if (process === undefined) return 'JSON'
  const configured = process.statics.get('RemotingCommand.serializeTypeConfigInThisServer')
  if (configured !== undefined) return configured as SerializeType
  const type = serializeTypeIn(process.getSystemProperty('rocketmq.serialize.type'))
  process.statics.set('RemotingCommand.serializeTypeConfigInThisServer', type)
  return type
}

function serializeTypeIn(property: string | null): SerializeType {
  if (property === null || isBlank(property)) return 'JSON'
  if (Object.hasOwn(SERIALIZE_TYPE_CODE, property)) return property as SerializeType
  throw new IllegalArgumentException(`rocketmq.serialize.type is ${property}, which is neither JSON nor ROCKETMQ`)
}
