// @notrace-file: reading text letter by letter would drown everything else.
import { assert } from '../../kernel/assert'
import { JavaHashMap } from '../../kernel/java/JavaHashMap'
import { parseInt32, parseLong } from '../../kernel/java/javaParse'
import { toFastJson } from './FastJson'
import type { FastJsonKey, FastJsonMembers, FastJsonToken } from './FastJsonTokens'
import { DeepToken, NumberToken } from './FastJsonTokens'

const INTEGER = /^[+-]?\d+$/

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
  if (!(token instanceof NumberToken)) return intOf(atomicOf(token) ?? refuse(token))
  if (INTEGER.test(token.text)) return intOfDigits(token.text) ?? refuse(token)
  return intOfDecimal(token.text, 32) ?? refuse(token)
}

function intOfText(text: string): number | null {
  if (isNothing(text)) return null
  if (/^-?\d+$/.test(text)) return intOfDigits(text) ?? refuse(text)
  try {
    return parseInt32(text.replaceAll(',', '').replace(/\.0*$/, ''))
  } catch {
    return refuse(text)
  }
}

/**
 * A field of type long. Numbers lose their fraction, texts may have commas; what has more than 64 bits is refused.
 * Original: TypeUtils#castToLong, JSONLexerBase#longValue
 * @throws CastError
 */
export function longOf(token: FastJsonToken | undefined): number | null {
  if (token === undefined || token === null) return null
  if (typeof token === 'boolean') return token ? 1 : 0
  if (typeof token === 'string') return isNothing(token) ? null : longOfText(token.replaceAll(',', ''))
  if (!(token instanceof NumberToken)) return longOf(atomicOf(token) ?? refuse(token, 'a long'))
  return INTEGER.test(token.text) ? longOfText(token.text) : (intOfDecimal(token.text, 64) ?? refuse(token, 'a long'))
}

function longOfText(text: string): number {
  try {
    return parseLong(text)
  } catch {
    return refuse(text, 'a long')
  }
}

/** A field of type boolean: one is true, all other numbers are false. Original: TypeUtils#castToBoolean. @throws CastError */
export function booleanOf(token: FastJsonToken | undefined): boolean | null {
  if (token === undefined || token === null) return null
  if (typeof token === 'boolean') return token
  if (token instanceof NumberToken) return intOf(token) === 1
  if (typeof token !== 'string') return refuse(token, 'a boolean')
  if (isNothing(token)) return null
  if (/^(true|y)$/i.test(token) || token === '1' || token === 'T') return true
  if (/^(false|f)$/i.test(token) || token === '0' || token === 'N') return false
  return refuse(token, 'a boolean')
}

function isNothing(text: string): boolean {
  return text === '' || text === 'null' || text === 'NULL'
}

/** The number in an AtomicLong that was written as a bean: the second of its two members. */
function atomicOf(token: FastJsonToken): FastJsonToken | null {
  if (!(token instanceof Map)) return null
  const members = token as FastJsonMembers
  const isAtomic = members.size === 2 && members.has('andIncrement') && members.has('andDecrement')
  return isAtomic ? [...members.values()][1]! : null
}

/**
 * An object that a class of RocketMQ is made of; null for what counts as none. Original: JavaBeanDeserializer#deserialze
 * @throws CastError
 */
export function membersOf(token: FastJsonToken): FastJsonMembers | null {
  if (token === null || token === '' || (Array.isArray(token) && token.length === 0)) return null
  return token instanceof Map ? (token as FastJsonMembers) : refuse(token, 'an object')
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
  assert(value >= 0 && value <= 0x7fff_ffff, 'digits that have not wrapped around make an int', value)
  // Minus zero is zero.
  return text.startsWith('-') ? 0 - value : value
}

/** The integer part's lower bits. Null when it has over a hundred digits. Original: TypeUtils#intValue, #longValue */
function intOfDecimal(text: string, bits: number): number | null {
  const { unscaled, scale } = decimalOf(text)
  if (scale < -100 || scale > 100) return null
  const power = BigInt(`1${'0'.repeat(Math.abs(scale))}`)
  return Number(BigInt.asIntN(bits, scale >= 0 ? unscaled / power : unscaled * power))
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
  for (const [key, value] of token as FastJsonMembers) {
    const text = isTypeName(key, value) ? null : textOf(value)
    if (text !== null) map.put(textOfKey(key), text)
  }
  return map
}

/** Does the member only name a class? fastjson leaves it out of maps. */
export function isTypeName(key: FastJsonKey, value: FastJsonToken): boolean {
  return key === '@type' && typeof value === 'string'
}

/** A name in a map whose names are texts. @throws CastError */
export function textOfKey(key: FastJsonKey): string {
  return typeof key === 'string' ? key : refuse(key, 'a name')
}

/** A field whose type is an enum: its name in any case, or its place. Null for a name that is none. @throws CastError */
export function enumOf(token: FastJsonToken | undefined, names: readonly string[]): string | null {
  if (token === undefined || token === null) return null
  if (typeof token === 'string') return names.find((name) => name.toLowerCase() === token.toLowerCase()) ?? null
  const ordinal = token instanceof NumberToken && INTEGER.test(token.text) ? intOf(token) : null
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
  if (INTEGER.test(text)) return text
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
    for (const [key, value] of token as FastJsonMembers) map.put(typeof key === 'string' ? key : key.text, plain(value))
    return map
  }
  if (token instanceof DeepToken) return refuse(token, 'fewer levels')
  return Array.isArray(token) ? token.map((each: FastJsonToken) => plain(each)) : token
}

function shown(token: FastJsonToken): string {
  if (token instanceof NumberToken) return token.text
  if (token instanceof DeepToken) return 'what is nested too deep'
  return typeof token === 'object' && token !== null ? (Array.isArray(token) ? 'an array' : 'an object') : JSON.stringify(token)
}

function refuse(token: FastJsonToken, type = 'an int'): never {
  throw new CastError(type, token)
}
