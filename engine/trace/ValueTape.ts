import { assert } from '../kernel/assert'

/** How many different strings are kept once; what comes later is written out each time. */
const MAX_STRINGS = 50_000

const MAX_LENGTH = 0x8000_0000

/** The bytes of all captured values, one after another, and the table of the strings in them. */
export class ValueTape {
  private bytes: Uint8Array
  private view: DataView
  private end: number
  private readonly strings: string[]
  private readonly indexes: Map<string, number>

  constructor() {
    this.bytes = new Uint8Array(1 << 12)
    this.view = new DataView(this.bytes.buffer)
    this.end = 0
    this.strings = ['']
    this.indexes = new Map([['', 0]])
  }

  /** Where the next byte goes. */
  get position(): number {
    return this.end
  }

  writeByte(byte: number): void {
    if (this.end === this.bytes.length) this.grow()
    this.bytes[this.end++] = byte
  }

  /** A non-negative safe integer, seven bits a byte, lowest first. */
  writeVarint(value: number): void {
    let rest = value
    while (rest >= 0x80) {
      this.writeByte((rest % 0x80) | 0x80)
      rest = Math.floor(rest / 0x80)
    }
    this.writeByte(rest)
  }

  writeFloat(value: number): void {
    while (this.end + 8 > this.bytes.length) this.grow()
    this.view.setFloat64(this.end, value)
    this.end += 8
  }

  /** Four bytes, so that {@link patchWord} can put another value there later. */
  writeWord(value: number): void {
    while (this.end + 4 > this.bytes.length) this.grow()
    this.view.setUint32(this.end, value)
    this.end += 4
  }

  patchWord(position: number, value: number): void {
    assert(position >= 0 && position + 4 <= this.end, 'only what was written is written over', position, this.end)
    this.view.setUint32(position, value)
  }

  /** A string by its index in the table, plus one; or 0, length and UTF-16 units when the table is full. */
  writeString(text: string): void {
    const index = this.intern(text)
    if (index >= 0) return this.writeVarint(index + 1)
    this.writeByte(0)
    this.writeVarint(text.length)
    for (let unit = 0; unit < text.length; unit++) this.writeVarint(text.charCodeAt(unit))
  }

  /** The index of a string in the table; -1 when it isn't there and the table is full. */
  intern(text: string): number {
    const known = this.indexes.get(text)
    if (known !== undefined) return known
    if (this.strings.length >= MAX_STRINGS) return -1
    this.indexes.set(text, this.strings.length)
    return this.strings.push(text) - 1
  }

  string(index: number): string {
    assert(index >= 0 && index < this.strings.length, 'a string that is named is in the table', index, this.strings.length)
    return this.strings[index]!
  }

  reader(position: number): ValueTapeReader {
    assert(position >= 0 && position < this.end, 'values are read where some were written', position, this.end)
    return new ValueTapeReader(this, this.bytes, position)
  }

  private grow(): void {
    // The highest bit of an event's value says that it is a position.
    assert(this.bytes.length < MAX_LENGTH, 'each position on the tape has 31 bits', this.bytes.length, MAX_LENGTH)
    const grown = new Uint8Array(this.bytes.length * 2)
    grown.set(this.bytes)
    this.bytes = grown
    this.view = new DataView(grown.buffer)
  }
}

/** Reads what {@link ValueTape} wrote, from a position on. */
export class ValueTapeReader {
  private readonly tape: ValueTape
  private readonly bytes: Uint8Array
  private readonly view: DataView
  private position: number

  constructor(tape: ValueTape, bytes: Uint8Array, position: number) {
    this.tape = tape
    this.bytes = bytes
    this.view = new DataView(bytes.buffer)
    this.position = position
  }

  readByte(): number {
    return this.bytes[this.position++]!
  }

  readVarint(): number {
    let value = 0
    let scale = 1
    for (;;) {
      const byte = this.readByte()
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
      scale *= 0x80
    }
  }

  readFloat(): number {
    this.position += 8
    return this.view.getFloat64(this.position - 8)
  }

  readWord(): number {
    this.position += 4
    return this.view.getUint32(this.position - 4)
  }

  readString(): string {
    const index = this.readVarint()
    if (index > 0) return this.tape.string(index - 1)
    const units = new Array<number>(this.readVarint())
    for (let unit = 0; unit < units.length; unit++) units[unit] = this.readVarint()
    return String.fromCharCode(...units)
  }
}
