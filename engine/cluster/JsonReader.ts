import { ScenarioError } from './ScenarioError'

/** One object of a JSON document, read field by field; every complaint names the field. */
export class JsonReader {
  readonly path: string
  private readonly fields: Readonly<Record<string, unknown>>
  private readonly known: Set<string>

  constructor(value: unknown, path: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new ScenarioError(path, 'an object', describe(value))
    }
    this.path = path
    this.fields = value as Record<string, unknown>
    this.known = new Set()
  }

  has(name: string): boolean {
    this.known.add(name)
    return this.fields[name] !== undefined
  }

  string(name: string, fallback?: string): string {
    return this.take(name, 'a string', fallback, (value): value is string => typeof value === 'string')
  }

  /** A whole number within bounds. */
  integer(name: string, bounds: { min?: number; max?: number } = {}, fallback?: number): number {
    const { min = 0, max = Number.MAX_SAFE_INTEGER } = bounds
    const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`
    return this.take(
      name,
      `a whole number ${range}`,
      fallback,
      (value): value is number => Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max,
    )
  }

  oneOf<T extends string>(name: string, choices: readonly T[], fallback?: T): T {
    const expected = choices.map((choice) => `"${choice}"`).join(' or ')
    return this.take(name, expected, fallback, (value): value is T => choices.includes(value as T))
  }

  strings(name: string): string[] {
    const isStrings = (value: unknown): value is string[] =>
      Array.isArray(value) && value.every((each) => typeof each === 'string')
    return this.take(name, 'a list of strings', undefined, isStrings)
  }

  /** Whole numbers from 1 on; an absent list is empty. */
  integers(name: string): number[] {
    const isIntegers = (value: unknown): value is number[] =>
      Array.isArray(value) && value.every((each) => Number.isSafeInteger(each) && each > 0)
    return this.take(name, 'a list of whole numbers from 1 on', [], isIntegers)
  }

  /** The objects of a list, each read by `read`; an absent list is empty. */
  list<T>(name: string, read: (item: JsonReader) => T): T[] {
    const items = this.take(name, 'a list', [], (value): value is unknown[] => Array.isArray(value))
    return items.map((item, index) => {
      const reader = new JsonReader(item, `${this.pathOf(name)}[${index}]`)
      const result = read(reader)
      reader.rejectUnknown()
      return result
    })
  }

  /** A nested object; an absent one is empty. */
  object<T>(name: string, read: (fields: JsonReader) => T): T {
    this.known.add(name)
    const reader = new JsonReader(this.fields[name] ?? {}, this.pathOf(name))
    const result = read(reader)
    reader.rejectUnknown()
    return result
  }

  /** Free-form settings: strings, numbers and booleans by name. */
  config(name: string): Record<string, string | number | boolean> {
    this.known.add(name)
    const value = this.fields[name] ?? {}
    const path = this.pathOf(name)
    const reader = new JsonReader(value, path)
    for (const [key, each] of Object.entries(reader.fields)) {
      if (!['string', 'number', 'boolean'].includes(typeof each)) {
        throw new ScenarioError(`${path}.${key}`, 'a string, a number or a boolean', describe(each))
      }
    }
    return value as Record<string, string | number | boolean>
  }

  /** Refuses fields that were never read: they are mistakes of the writer. */
  rejectUnknown(): void {
    const unknown = Object.keys(this.fields).find((name) => !this.known.has(name))
    if (unknown === undefined) return
    const expected = `one of ${[...this.known].sort().join(', ')}`
    throw new ScenarioError(this.pathOf(unknown), expected, 'an unknown field')
  }

  complain(name: string, expected: string): never {
    throw new ScenarioError(this.pathOf(name), expected, describe(this.fields[name]))
  }

  private take<T>(name: string, expected: string, fallback: T | undefined, is: (value: unknown) => value is T): T {
    this.known.add(name)
    const value = this.fields[name]
    if (value === undefined && fallback !== undefined) return fallback
    if (!is(value)) throw new ScenarioError(this.pathOf(name), expected, describe(value))
    return value
  }

  private pathOf(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`
  }
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'object') return 'an object'
  return `${typeof value} ${JSON.stringify(value)}`
}
