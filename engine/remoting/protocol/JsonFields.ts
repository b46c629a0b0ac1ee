// @notrace-file: reading text letter by letter would drown everything else.
import { parseInt32, parseLong } from '../../kernel/java/javaParse'
import { parseFastJson, toFastJson } from './FastJson'

/** A field has another type than the class it is read into. Original: com.alibaba.fastjson.JSONException. */
export class JsonFieldError extends Error {
  readonly field: string

  constructor(field: string, expected: string, found: unknown) {
    super(`${field}: ${expected} expected, found ${shown(found)}`)
    this.name = 'JsonFieldError'
    this.field = field
  }
}

/**
 * An object of a body or of a configuration file, whose fields are asked for in their types. What fastjson would convert is
 * converted; a field that is missing or null has no value, and its class keeps the default.
 */
export class JsonFields {
  private readonly values: ReadonlyMap<string, unknown>

  /** @throws JsonFieldError when it isn't an object */
  constructor(value: unknown, name = 'the text') {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new JsonFieldError(name, 'an object', value)
    this.values = new Map(Object.entries(value))
  }

  /** @throws SyntaxError, JsonFieldError */
  static parse(text: string): JsonFields {
    return new JsonFields(parseFastJson(text))
  }

  names(): string[] {
    return [...this.values.keys()]
  }

  has(name: string): boolean {
    return (this.values.get(name) ?? null) !== null
  }

  text(name: string): string | null {
    const value = this.values.get(name) ?? null
    return value === null ? null : fieldText(value)
  }

  /** @throws JsonFieldError */
  int(name: string): number | null {
    return this.number(name, 'an int', parseInt32)
  }

  /** @throws JsonFieldError */
  long(name: string): number | null {
    return this.number(name, 'a long', parseLong)
  }

  /** Original: TypeUtils#castToBoolean. @throws JsonFieldError */
  boolean(name: string): boolean | null {
    const value = this.values.get(name) ?? null
    if (value === null || typeof value === 'boolean') return value
    if (typeof value === 'number') return value === 1
    const word = typeof value === 'string' ? value.toLowerCase() : ''
    if (['true', '1', 'y', 't', 'yes'].includes(word)) return true
    if (['false', '0', 'n', 'f', 'no'].includes(word)) return false
    throw new JsonFieldError(name, 'a boolean', value)
  }

  /** @throws JsonFieldError */
  object(name: string): JsonFields | null {
    return this.has(name) ? new JsonFields(this.values.get(name), name) : null
  }

  /** The elements as `read` makes them; none when the field is missing. @throws JsonFieldError */
  list<T>(name: string, read: (element: unknown) => T): T[] {
    const value = this.values.get(name) ?? []
    if (!Array.isArray(value)) throw new JsonFieldError(name, 'a list', value)
    return value.map((element: unknown) => read(element))
  }

  /** The members of an object whose names are data, as `read` makes them. @throws JsonFieldError */
  map<T>(name: string, read: (value: unknown, key: string) => T): Map<string, T> {
    const members = this.object(name)?.values ?? new Map<string, unknown>()
    return new Map([...members].map(([key, value]) => [key, read(value, key)]))
  }

  private number(name: string, expected: string, parse: (text: string) => number): number | null {
    const value = this.values.get(name) ?? null
    if (value === null) return null
    return numberOf(value, name, expected, parse)
  }
}

/** For elements of lists and maps. @throws JsonFieldError */
export function longOf(value: unknown, name: string): number {
  return numberOf(value, name, 'a long', parseLong)
}

export function fieldText(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'object' ? toFastJson(value) : String(value)
}

function numberOf(value: unknown, name: string, expected: string, parse: (text: string) => number): number {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value !== 'number' && typeof value !== 'string') throw new JsonFieldError(name, expected, value)
  try {
    return parse(typeof value === 'number' ? String(Math.trunc(value)) : value)
  } catch {
    throw new JsonFieldError(name, expected, value)
  }
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' && value !== null ? 'an object' : JSON.stringify(value) ?? 'nothing'
}
