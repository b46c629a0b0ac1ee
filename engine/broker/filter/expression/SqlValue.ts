import { assert } from '../../../kernel/assert'
import { parseDouble, parseExactLong, parseInt32 } from '../../../kernel/java/javaParse'
import { SqlTypeError } from './Expression'

/** A number of one of Java's types: they are compared in different ways. */
export type SqlNumber =
  | { readonly type: 'Integer'; readonly value: number }
  | { readonly type: 'Long'; readonly value: bigint }
  | { readonly type: 'Double'; readonly value: number }

/** What an expression can be worth. All properties of messages are texts. */
export type SqlValue = string | boolean | SqlNumber | null

/** A value that is known. */
export type KnownValue = Exclude<SqlValue, null>

export function isNumber(value: SqlValue): value is SqlNumber {
  return typeof value === 'object' && value !== null
}

/** 32 bits if it has room there. @throws NumberFormatException beyond 64 bits. Original: ConstantExpression#createFromDecimal */
export function numberOf(digits: string): SqlNumber {
  const value = parseExactLong(digits)
  assert(BigInt.asIntN(64, value) === value, 'a whole number has room in 64 bits', value)
  return BigInt.asIntN(32, value) === value ? { type: 'Integer', value: Number(value) } : { type: 'Long', value }
}

/** Original: UnaryExpression#negate */
export function negate(number: SqlNumber): SqlNumber {
  switch (number.type) {
    case 'Integer':
      return { type: 'Integer', value: -number.value | 0 }
    case 'Long':
      return { type: 'Long', value: BigInt.asIntN(64, -number.value) }
    case 'Double':
      return { type: 'Double', value: -number.value }
  }
}

/**
 * Less than 0, 0 or more. Values of different types are brought to the same one: a text to the type of the other value, a whole
 * number to the bigger type. What can't be brought together counts as less.
 * Original: ComparisonExpression#__compare, with texts converted
 * @throws NumberFormatException for a text that is no such number, SqlTypeError for true or false beside a text
 */
export function compareValues(left: KnownValue, right: KnownValue): number {
  if (typeof left === 'string') return compareText(left, right)
  if (typeof left === 'boolean') return compareBoolean(left, right)
  if (typeof right === 'boolean') return -1
  const other = typeof right === 'string' ? parseAs(left.type, right) : right
  return compareNumbers(left, other)
}

function compareText(left: string, right: KnownValue): number {
  if (typeof right === 'string') return order(left, right)
  if (typeof right === 'boolean') return order(Number(left.toLowerCase() === 'true'), Number(right))
  return compareNumbers(parseAs(right.type, left), right)
}

/** The original takes the wrong one of the two for a text, and fails. */
function compareBoolean(left: boolean, right: KnownValue): number {
  if (typeof right === 'string') throw new SqlTypeError(`${left} can't be compared with a text`)
  return typeof right === 'boolean' ? order(Number(left), Number(right)) : -1
}

function parseAs(type: SqlNumber['type'], text: string): SqlNumber {
  switch (type) {
    case 'Integer':
      return { type, value: parseInt32(text) }
    case 'Long':
      return { type, value: parseExactLong(text) }
    case 'Double':
      return { type, value: parseDouble(text) }
  }
}

function compareNumbers(left: SqlNumber, right: SqlNumber): number {
  if (left.type === 'Double' || right.type === 'Double') return compareDoubles(Number(left.value), Number(right.value))
  return order(BigInt(left.value), BigInt(right.value))
}

/** Not a number is more than any, and equal to itself; 0 is more than -0. Original: Double#compare */
export function compareDoubles(left: number, right: number): number {
  if (left < right) return -1
  if (left > right) return 1
  const isOrdered = left === right || Number.isNaN(left) || Number.isNaN(right)
  assert(isOrdered, 'two that are neither more nor less are the same, or one is no number', left, right)
  return order(rankOf(left), rankOf(right))
}

/** Only for two that are neither less nor more than each other. */
function rankOf(value: number): number {
  if (Number.isNaN(value)) return 1
  return Object.is(value, -0) ? -1 : 0
}

function order<T extends string | number | bigint>(left: T, right: T): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
