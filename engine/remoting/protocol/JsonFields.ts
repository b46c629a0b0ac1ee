// @notrace-file: reading text letter by letter would drown everything else.
import type { JavaHashMap } from '../../kernel/java/JavaHashMap'
import type { FastJsonKey, FastJsonMembers, FastJsonToken } from './FastJsonTokens'
import { readFastJson } from './FastJsonTokens'
import { booleanOf, CastError, enumOf, intOf, isTypeName, longOf, mapOf, membersOf, textOfKey, textOf } from './fastJsonCasts'

/** A field has another type than the class it is read into. Original: com.alibaba.fastjson.JSONException. */
export class JsonFieldError extends Error {
  /** With the names of the fields that it is in, such as `topicConfigTable.TopicTest.perm`. */
  readonly field: string
  private readonly reason: string

  constructor(field: string, reason: string) {
    super(`${field}: ${reason}`)
    this.name = 'JsonFieldError'
    this.field = field
    this.reason = reason
  }

  /** The same as seen from the object in which the field's own object has this name. */
  within(name: string): JsonFieldError {
    return new JsonFieldError(`${name}.${this.field}`, this.reason)
  }
}

/**
 * An object of a body or of a configuration file, whose fields are asked for in their types: what has another type is converted
 * as fastjson 1.2.83 converts it, or refused as there. A text or number that is missing or null has no value, and its class
 * keeps the default. An object, list or map that is there and null is refused: RocketMQ would come to grief over it.
 */
export class JsonFields {
  private readonly members: FastJsonMembers
  /** By their bare names: fastjson is not strict about how a member is spelled, see {@link bare}. */
  private readonly bareMembers: ReadonlyMap<string, FastJsonToken>

  /** @throws CastError when it isn't an object */
  constructor(token: FastJsonToken) {
    this.members = present(membersOf(token), 'an object')
    this.bareMembers = bareMembersOf(this.members)
  }

  /** Null for what is no object to fastjson: nothing at all, `null`, `""`, `[]`. @throws SyntaxError, JsonFieldError */
  static parse(text: string): JsonFields | null {
    const token = readFastJson(text)
    return cast('the text', () => (membersOf(token) === null ? null : new JsonFields(token)))
  }

  /** Is it there, and not null? */
  has(name: string): boolean {
    return (this.member(name) ?? null) !== null
  }

  /** Is it there, and null? */
  isNull(name: string): boolean {
    return this.member(name) === null
  }

  /** @throws JsonFieldError */
  text(name: string): string | null {
    return cast(name, () => textOf(this.member(name)))
  }

  /** A text that must be there. @throws JsonFieldError */
  name(name: string): string {
    return cast(name, () => present(textOf(this.member(name)), 'a text'))
  }

  /** @throws JsonFieldError */
  int(name: string): number | null {
    return cast(name, () => intOf(this.member(name)))
  }

  /** @throws JsonFieldError */
  long(name: string): number | null {
    return cast(name, () => longOf(this.member(name)))
  }

  /** A name may begin with `is`. @throws JsonFieldError */
  boolean(name: string): boolean | null {
    return cast(name, () => booleanOf(this.member(name) ?? this.member(`is${name}`)))
  }

  /** One of the names of an enum; null for any other text. @throws JsonFieldError */
  oneOf<T extends string>(name: string, names: readonly T[]): T | null {
    return cast(name, () => enumOf(this.member(name), names) as T | null)
  }

  /** Null when it is missing. @throws JsonFieldError */
  object(name: string): JsonFields | null {
    const token = this.member(name)
    return token === undefined ? null : cast(name, () => new JsonFields(token))
  }

  /** The elements as `read` makes them; none when the field is missing. One object is a list of one. @throws JsonFieldError */
  list<T>(name: string, read: (element: FastJsonToken) => T): T[] {
    const token = this.member(name)
    if (token instanceof Map) return [cast(name, () => read(token))]
    return this.elements(name, read)
  }

  /** The elements, of which none is an object. @throws JsonFieldError */
  elements<T>(name: string, read: (element: FastJsonToken) => T): T[] {
    const token = this.member(name)
    return token === undefined ? [] : cast(name, () => listOf(token, read))
  }

  /** A list of texts, or one text; of those that are null none is kept. Null when the list is null. @throws JsonFieldError */
  textList(name: string, missing: string[]): string[] | null {
    const token = this.member(name)
    if (token === undefined || token === null) return token === undefined ? missing : null
    const texts = cast(name, () => (Array.isArray(token) ? listOf(token, textOf) : [textOf(token)]))
    return texts.filter((text) => text !== null)
  }

  /** The objects of a list. @throws JsonFieldError */
  objects<T>(name: string, read: (fields: JsonFields) => T): T[] {
    return this.list(name, (element) => read(new JsonFields(element)))
  }

  /** A map of texts; those that are null are left out. @throws JsonFieldError */
  texts(name: string): JavaHashMap<string> | null {
    return cast(name, () => mapOf(this.member(name)))
  }

  /** The members of an object whose names are data, as `read` makes them. @throws JsonFieldError */
  map<T>(name: string, read: (value: FastJsonToken, key: string) => T): Map<string, T> {
    return this.entries(name, textOfKey, read)
  }

  /** The same, which must be there. @throws JsonFieldError */
  neededMap<T>(name: string, read: (value: FastJsonToken, key: string) => T): Map<string, T> {
    return cast(name, () => mapOfMembers(this.member(name) ?? null, textOfKey, read))
  }

  /** The same for names that are numbers of type int. @throws JsonFieldError */
  intMap<T>(name: string, read: (value: FastJsonToken, key: number) => T): Map<number, T> {
    return this.entries(name, (key) => present(intOf(key), 'an int'), read)
  }

  /** And of type long. @throws JsonFieldError */
  longMap<T>(name: string, read: (value: FastJsonToken, key: number) => T): Map<number, T> {
    return this.entries(name, (key) => present(longOf(key), 'a long'), read)
  }

  private entries<K, T>(
    name: string,
    keyOf: (key: FastJsonKey) => K,
    read: (value: FastJsonToken, key: K) => T,
  ): Map<K, T> {
    const token = this.member(name)
    if (token === undefined) return new Map()
    return cast(name, () => mapOfMembers(token, keyOf, read))
  }

  private member(name: string): FastJsonToken | undefined {
    return this.bareMembers.get(bare(name))
  }
}

/** Of several spellings of a name the first counts. */
function bareMembersOf(members: FastJsonMembers): Map<string, FastJsonToken> {
  const byName = new Map<string, FastJsonToken>()
  for (const [key, value] of members) {
    const name = typeof key === 'string' ? bare(key) : key.text
    if (!byName.has(name)) byName.set(name, value)
  }
  return byName
}

/** Capitals, `_` and `-` make no difference. Original: JavaBeanDeserializer#smartMatch, TypeUtils#fnv1a_64_extract */
function bare(name: string): string {
  return name.replace(/[_-]/g, '').toLowerCase()
}

/** The elements of a list. @throws CastError */
export function listOf<T>(token: FastJsonToken, read: (element: FastJsonToken) => T): T[] {
  if (!Array.isArray(token)) throw new CastError('a list', token)
  return token.map((element: FastJsonToken) => read(element))
}

/** The members of an object whose names are data. @throws CastError, JsonFieldError */
export function mapOfMembers<K, T>(
  token: FastJsonToken,
  keyOf: (key: FastJsonKey) => K,
  read: (value: FastJsonToken, key: K) => T,
): Map<K, T> {
  if (!(token instanceof Map)) throw new CastError('an object', token)
  const map = new Map<K, T>()
  for (const [key, value] of token as FastJsonMembers) {
    if (isTypeName(key, value)) continue
    const name = keyOf(key)
    map.set(name, cast(String(name), () => read(value, name)))
  }
  return map
}

/** @throws CastError */
export function present<T>(value: T | null, expected: string): T {
  if (value === null) throw new CastError(expected, null)
  return value
}

function cast<T>(name: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof CastError) throw new JsonFieldError(name, error.message)
    throw error instanceof JsonFieldError ? error.within(name) : error
  }
}
