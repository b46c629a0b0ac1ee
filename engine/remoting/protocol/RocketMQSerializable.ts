import { JavaHashMap } from '../../kernel/java/JavaHashMap'
import { decodeUtf8 } from '../../kernel/Utf8'
import { RemotingCommandException } from '../exception/RemotingCommandException'
import type { ByteArena } from './ByteArena'
import type { CommandCustomHeader, HeaderClass } from './CommandCustomHeader'
import { LanguageCode, languageOf } from './LanguageCode'
import type { RemotingCommand } from './RemotingCommand'

const DECODED_FIELDS_CAPACITY = 128

/**
 * The binary header:
 *
 *     code i16 | language i8 | version i16 | opaque i32 | flag i32 | remark i32+n | extFields i32+n
 *
 * where extFields are `name i16+n, value i32+n` one after the other. The code loses its upper half: codes above 32767
 * don't survive, as in the original. Original: RocketMQSerializable#rocketMQProtocolEncode
 */
export function writeBinaryHeader(
  arena: ByteArena,
  command: RemotingCommand,
  header: CommandCustomHeader | null,
): void {
  arena.putShort(command.code)
  arena.putByte(command.language === null ? 0 : LanguageCode[command.language])
  arena.putShort(command.version)
  arena.putInt(command.opaque)
  arena.putInt(command.flag)
  arena.lengthAndUtf8(command.remark ?? '', 4)
  const lengthPosition = arena.position
  arena.putInt(0)
  const fastFields = header === null ? undefined : (header.constructor as HeaderClass).fastFields
  if (fastFields !== undefined) writeFields(arena, fastFields, header as Record<string, unknown>)
  else command.makeCustomHeaderToNet()
  for (const [name, value] of command.extFields?.entries() ?? []) writeField(arena, name, value)
  arena.patchInt(lengthPosition, arena.position - lengthPosition - 4)
}

function writeFields(arena: ByteArena, names: readonly string[], values: Record<string, unknown>): void {
  for (const name of names) {
    const value = values[name]
    if (value !== null && value !== undefined) writeField(arena, name, String(value))
  }
}

function writeField(arena: ByteArena, name: string, value: string): void {
  arena.lengthAndUtf8(name, 2)
  arena.lengthAndUtf8(value, 4)
}

/** Original: RocketMQSerializable#rocketMQProtocolDecode. @throws RemotingCommandException */
export function decodeBinaryHeader(header: Uint8Array, command: RemotingCommand): void {
  const reader = new HeaderReader(header)
  command.code = reader.i16()
  command.language = languageOf(reader.i8())
  command.version = reader.i16()
  command.opaque = reader.i32()
  command.flag = reader.i32()
  command.remark = reader.text(reader.i32())
  const extLength = reader.i32()
  if (extLength <= 0) return
  const end = reader.position + extLength
  if (end > header.length) throw new RemotingCommandException(`extFields of ${extLength} bytes don't fit the header`)
  command.extFields = new JavaHashMap<string>(DECODED_FIELDS_CAPACITY)
  while (reader.position < end) {
    const name = reader.text(reader.i16())
    const value = reader.text(reader.i32())
    if (name !== null && value !== null) command.extFields.put(name, value)
  }
}

class HeaderReader {
  position: number
  private readonly bytes: Uint8Array
  private readonly view: DataView

  constructor(bytes: Uint8Array) {
    this.position = 0
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  i8(): number {
    return this.view.getInt8(this.advance(1))
  }

  i16(): number {
    return this.view.getInt16(this.advance(2))
  }

  i32(): number {
    return this.view.getInt32(this.advance(4))
  }

  /** Null when the length is 0: an empty text does not survive the binary header. */
  text(length: number): string | null {
    if (length === 0) return null
    const start = this.advance(length)
    return decodeUtf8(this.bytes.subarray(start, start + length))
  }

  private advance(count: number): number {
    const start = this.position
    if (count < 0 || start + count > this.bytes.length) {
      throw new RemotingCommandException(`${count} bytes wanted at ${start} of a header of ${this.bytes.length}`)
    }
    this.position += count
    return start
  }
}
