// @notrace-file: reading digits is as elementary here as a number, and what is remembered calls it once only.
import { IllegalArgumentException } from '../errors'
import { javaTrim } from './javaTrim'

/** Text that Java would not take for a number. Original: java.lang.NumberFormatException. */
export class NumberFormatException extends IllegalArgumentException {
  readonly text: string

  constructor(text: string) {
    super(`for input string: "${text}"`)
    this.name = 'NumberFormatException'
    this.text = text
  }
}

const DIGIT = /\p{Nd}/u

/** 32 bits. Original: Integer#parseInt. @throws NumberFormatException */
export function parseInt32(text: string): number {
  return parse(text, -0x8000_0000, 0x7fff_ffff)
}

/** 16 bits. Original: Short#parseShort. @throws NumberFormatException */
export function parseShort(text: string): number {
  return parse(text, -0x8000, 0x7fff)
}

/**
 * 64 bits; the result is exact for safe integers and otherwise a number near to it. Original: Long#parseLong.
 * @throws NumberFormatException
 */
export function parseLong(text: string): number {
  return parse(text, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, () => parseBigLong(text))
}

/** 64 bits, exact. Original: Long#valueOf. @throws NumberFormatException */
export function parseExactLong(text: string): bigint {
  const { sign, digits } = split(text)
  const value = BigInt(sign) * BigInt(digits.join(''))
  if (BigInt.asIntN(64, value) !== value) refuse(text)
  return value
}

const DECIMAL_DOUBLE = /^[+-]?(?:NaN|Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[fFdD]?)$/
const HEX_DOUBLE = /^([+-]?)0[xX](?:([\da-fA-F]+)\.?|([\da-fA-F]*)\.([\da-fA-F]+))[pP]([+-]?\d+)[fFdD]?$/

/** 64 bits, with an exponent or not; blanks at both ends don't matter. Original: Double#valueOf. @throws NumberFormatException */
export function parseDouble(text: string): number {
  const trimmed = javaTrim(text)
  if (DECIMAL_DOUBLE.test(trimmed)) return Number(trimmed.replace(/[fFdD]$/, ''))
  const hex = HEX_DOUBLE.exec(trimmed)
  if (hex === null) return refuse(text)
  const [, sign, whole = hex[3] ?? '', , fraction = '', exponent] = hex
  let value = Number(BigInt(`0x${whole}${fraction}` || '0x0'))
  let power = Number(exponent) - 4 * fraction.length
  for (; power > 0 && Number.isFinite(value) && value !== 0; power--) value *= 2
  for (; power < 0 && value !== 0; power++) value /= 2
  return sign === '-' ? -value : value
}

/** Numbers of up to this many digits are exact, and nearly all texts have fewer. */
const MAX_PLAIN_DIGITS = 15

/** A sign or none, then digits of any script, and nothing else: no blanks, no exponent, no hexadecimal. */
function parse(text: string, min: number, max: number, beyond?: () => number): number {
  const plain = plainNumber(text)
  if (plain >= min && plain <= max) return plain
  const { sign, digits } = split(text)
  let value = 0
  for (const digit of digits) {
    value = value * 10 + digit
    if (sign * value < min || sign * value > max) return beyond?.() ?? refuse(text)
  }
  // Minus zero is zero.
  return sign * value + 0
}

/** A few digits of our own script, with no sign or a minus; NaN for any other text. */
function plainNumber(text: string): number {
  const start = text.charCodeAt(0) === 0x2d ? 1 : 0
  if (text.length === start || text.length > MAX_PLAIN_DIGITS) return NaN
  let value = 0
  for (let index = start; index < text.length; index++) {
    const digit = text.charCodeAt(index) - 0x30
    if (digit < 0 || digit > 9) return NaN
    value = value * 10 + digit
  }
  return start === 1 ? 0 - value : value
}

function parseBigLong(text: string): number {
  return Number(parseExactLong(text))
}

function split(text: string): { sign: 1 | -1; digits: number[] } {
  const start = text.startsWith('-') || text.startsWith('+') ? 1 : 0
  if (text.length === start) refuse(text)
  const digits = Array.from({ length: text.length - start }, (_, index) => digitAt(text, start + index))
  return { sign: text.startsWith('-') ? -1 : 1, digits }
}

/** Original: Character#digit */
function digitAt(text: string, index: number): number {
  const code = text.charCodeAt(index)
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  if (!DIGIT.test(text.charAt(index))) refuse(text)
  // Each script's ten digits lie in a row.
  let zero = code
  while (code - zero < 9 && DIGIT.test(String.fromCharCode(zero - 1))) zero--
  return code - zero
}

function refuse(text: string): never {
  throw new NumberFormatException(text)
}
