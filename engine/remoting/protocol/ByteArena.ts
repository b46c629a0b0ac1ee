// @notrace-file: a buffer is as elementary here as a number.
import { GrowingBuffer } from '../../common/GrowingBuffer'
import { assert } from '../../kernel/assert'
import { encodeUtf8 } from '../../kernel/Utf8'
import { inFastJsonSpelling } from './FastJson'

const INITIAL_SIZE = 1 << 16
/** Small copies share a buffer: making many small ones is what the garbage collector is slowest with. */
const SLAB_SIZE = 1 << 16
// No fields of the arena, which readers see: how much of a slab earlier runs have used up must not show in this one.
let slab = new Uint8Array(SLAB_SIZE)
let slabUsed = 0

const BLANK = 0x20
const QUOTE = 0x22
const BACKSLASH = 0x5c
const DELETE = 0x7f
/** `\u001F` */
const LONGEST_ESCAPE = 6
/** The bytes of each escape, by the letter that needs it. */
const ESCAPES: ReadonlyArray<Uint8Array | null> = Array.from({ length: DELETE }, (_, unit) => {
  if (unit >= BLANK && unit !== QUOTE && unit !== BACKSLASH) return null
  return encodeUtf8(inFastJsonSpelling(JSON.stringify(String.fromCharCode(unit))).slice(1, -1))
})

/**
 * A buffer that commands are written into, reused from command to command and copied out once: allocating a buffer for
 * every field would cost more than everything else together.
 */
export class ByteArena extends GrowingBuffer {
  constructor() {
    super(INITIAL_SIZE)
  }

  /** Memory that a large command took is given back: whether there has been one before must not show. */
  override clear(): void {
    super.clear()
    if (this.bytes.length === INITIAL_SIZE) return
    this.bytes = new Uint8Array(INITIAL_SIZE)
    this.view = new DataView(this.bytes.buffer)
  }

  /** Overwrites a number that was written before its value was known. */
  patchInt(position: number, value: number): void {
    assert(position >= 0 && position + 4 <= this.position, 'what is overwritten was written', position, this.position)
    this.view.setInt32(position, value)
  }

  /** A text of ASCII, byte by byte: most are short, and calling the platform's codec takes as long as fifty letters. */
  ascii(text: string): void {
    this.reserve(text.length)
    const { bytes, position } = this
    for (let index = 0; index < text.length; index++) bytes[position + index] = text.charCodeAt(index)
    this.position += text.length
  }

  /**
   * A text in quotes, with the escapes of fastjson, which writes hex digits in capitals.
   * @returns false, with nothing written, when there are letters beyond ASCII in it
   */
  quotedAscii(text: string): boolean {
    this.reserve(text.length * LONGEST_ESCAPE + 2)
    const { bytes } = this
    let at = this.position
    bytes[at++] = QUOTE
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index)
      if (unit >= DELETE) return false
      if (unit >= BLANK && unit !== QUOTE && unit !== BACKSLASH) bytes[at++] = unit
      else for (const letter of ESCAPES[unit]!) bytes[at++] = letter
    }
    bytes[at++] = QUOTE
    this.position = at
    return true
  }

  /** Length in `lengthBytes` bytes, then the text. */
  lengthAndUtf8(text: string, lengthBytes: 2 | 4): void {
    const start = this.position
    if (lengthBytes === 2) this.putShort(0)
    else this.putInt(0)
    this.utf8(text)
    const length = this.position - start - lengthBytes
    if (lengthBytes === 2) this.view.setInt16(start, length)
    else this.view.setInt32(start, length)
  }

  /** A copy of what has been written, cut from a slab. */
  copy(): Uint8Array {
    const { position } = this
    if (position > SLAB_SIZE / 4) return this.bytes.slice(0, position)
    if (slabUsed + position > SLAB_SIZE) {
      slab = new Uint8Array(SLAB_SIZE)
      slabUsed = 0
    }
    const copy = slab.subarray(slabUsed, slabUsed + position)
    copy.set(this.bytes.subarray(0, position))
    slabUsed += position
    return copy
  }
}
