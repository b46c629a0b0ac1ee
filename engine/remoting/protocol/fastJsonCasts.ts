// @notrace-file: reading text letter by letter would drown everything else.
import { JavaHashMap } from '../../kernel/java/JavaHashMap'
import { parseInt32 } from '../../kernel/java/javaParse'
import { toFastJson } from './FastJson'
import type { FastJsonToken } from './FastJsonTokens'
import { NumberToken } from './FastJsonTokens'

/** A value that fastjson would not turn into the type of the field. */
export class CastError extends Error {
  constructor(type: string, found: FastJsonToken) {
    super(`${type} expected, found ${shown(found)}`)
    this.name = 'CastError'
  }
}

/**
 * A field of type int. Numbers lose their fraction, and some that are too big their upper bits, as fastjson's do; texts may
 * have commas and end in `.0`. Null for none. Original: TypeUtils#castToInt, JSONLexerBase#scanFieldInt
 * @throws CastError
 */
export function intOf(token: FastJsonToken | undefined): number | null {
  if (token === undefined || token === null) return null
  if (typeof token === 'boolean') return token ? 1 : 0
  if (typeof token === 'string') return intOfText(token)
  if (!(token instanceof NumberToken)) throw new CastError('an int', token)
  if (/^[+-]?\d+$/.test(token.text)) return intOfDigits(token.text) ?? refuse(token)
  return intOfDecimal(token.text) ?? refuse(token)
}

function intOfText(text: string): number | null {
  if (text === '' || text === 'null') return null
  if (/^-?\d+$/.test(text)) return intOfDigits(text) ?? refuse(text)
  return parseInt32(text.replaceAll(',', '').replace(/\.0*$/, ''))
}

/** Digit by digit, as in 32 bits: what wraps around is only noticed when the value becomes smaller. Null if it does. */
function intOfDigits(text: string): number | null {
  const digits = text.replace(/^[+-]/, '')
  if (text === '-2147483648') return -2147483648
  let value = 0
  for (const digit of digits) {
    const next = (Math.imul(value, 10) + digit.charCodeAt(0) - 0x30) | 0
    if (next < value) return null
    value = next
  }
  // Minus zero is zero.
  return text.startsWith('-') ? 0 - value : value
}

/** The integer part's lower 32 bits. Null when it has over a hundred digits. Original: TypeUtils#intValue */
function intOfDecimal(text: string): number | null {
  const { unscaled, scale } = decimalOf(text)
  if (scale < -100 || scale > 100) return null
  const power = BigInt(`1${'0'.repeat(Math.abs(scale))}`)
  return Number(BigInt.asIntN(32, scale >= 0 ? unscaled / power : unscaled * power))
}

/** A field of type String: numbers as Java writes them, objects and arrays as JSON. */
export function textOf(token: FastJsonToken | undefined): string | null {
  if (token === undefined || token === null) return null
  if (typeof token === 'string') return token
  if (token instanceof NumberToken) return numberText(token.text)
  return typeof token === 'boolean' ? String(token) : toFastJson(plain(token))
}

/** A field of type HashMap<String, String>. @throws CastError */
export function mapOf(token: FastJsonToken | undefined): JavaHashMap<string> | null {
  if (token === undefined || token === null) return null
  if (!(token instanceof Map)) throw new CastError('an object', token)
  const map = new JavaHashMap<string>()
  for (const [key, value] of token as ReadonlyMap<string, FastJsonToken>) {
    const text = textOf(value)
    if (text !== null) map.put(key, text)
  }
  return map
}

/** A field whose type is an enum: its name in any case, or its place. Null for a name that is none. @throws CastError */
export function enumOf(token: FastJsonToken | undefined, names: readonly string[]): string | null {
  if (token === undefined || token === null) return null
  if (typeof token === 'string') return names.find((name) => name.toLowerCase() === token.toLowerCase()) ?? null
  const ordinal = token instanceof NumberToken ? intOf(token) : null
  return names[ordinal ?? -1] ?? refuse(token, 'an enum')
}

/** Original: java.math.BigDecimal. */
function decimalOf(text: string): { unscaled: bigint; scale: number } {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  const digits = BigInt((whole + fraction).replace(/^[+-]/, '') || '0')
  return { unscaled: whole.startsWith('-') ? -digits : digits, scale: fraction.length - parseInt32(exponent) }
}

/** Original: BigDecimal#toString; integers keep their spelling. */
function numberText(text: string): string {
  if (/^[+-]?\d+$/.test(text)) return text
  const { unscaled, scale } = decimalOf(text)
  const digits = String(unscaled).replace('-', '')
  const sign = unscaled < 0n ? '-' : ''
  const exponent = digits.length - 1 - scale
  if (scale === 0) return sign + digits
  if (scale > 0 && exponent >= -6) {
    const padded = digits.padStart(scale + 1, '0')
    return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`
  }
  const mantissa = digits.length === 1 ? digits : `${digits[0]!}.${digits.slice(1)}`
  return `${sign}${mantissa}E${exponent < 0 ? '' : '+'}${exponent}`
}

/** For {@link toFastJson}, whose objects are maps in Java's order. */
function plain(token: FastJsonToken): unknown {
  if (token instanceof Map) {
    const map = new JavaHashMap<unknown>()
    for (const [key, value] of token as ReadonlyMap<string, FastJsonToken>) map.put(key, plain(value))
    return map
  }
  return Array.isArray(token) ? token.map((each: FastJsonToken) => plain(each)) : token
}

function shown(token: FastJsonToken): string {
  if (token instanceof NumberToken) return token.text
  return typeof token === 'object' && token !== null ? (Array.isArray(token) ? 'an array' : 'an object') : JSON.stringify(token)
}

function refuse(token: FastJsonToken, type = 'an int'): never {
  throw new CastError(type, token)
}
