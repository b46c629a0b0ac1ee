import * as v from 'valibot'

/**
 * The parts that schemas are made of. The message of each says what it expects, as in "expected a string, found …"; see
 * `parseScenario`, which makes the sentence.
 */

/** The message for a field that is not known. */
export const UNKNOWN_FIELD = 'never'

export const text = v.string('a string')

/** A whole number within bounds. */
export function whole({ min = 0, max = Number.MAX_SAFE_INTEGER }: { min?: number; max?: number } = {}) {
  const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`
  const expected = `a whole number ${range}`
  return v.pipe(v.number(expected), v.safeInteger(expected), v.minValue(min, expected), v.maxValue(max, expected))
}

export function oneOf<const T extends readonly string[]>(choices: T) {
  return v.picklist(choices, choicesOf(choices))
}

/** `"a" or "b"` */
export function choicesOf(choices: readonly string[]): string {
  return choices.map((choice) => `"${choice}"`).join(' or ')
}

/** A list; an absent one is empty. */
export function list<T extends v.GenericSchema>(item: T, expected = 'a list') {
  return v.optional(v.array(item, expected), [])
}

/** Free-form settings: strings, numbers and booleans by name. Absent ones are none. */
export const settings = v.optional(
  v.pipe(anObject(), v.record(v.string(), v.union([v.string(), v.number(), v.boolean()], 'a string, a number or a boolean'))),
  {},
)

/** Free-form texts by name. Absent ones are none. */
export const texts = v.optional(v.pipe(anObject(), v.record(v.string(), text)), {})

/** The same, and left out where it is absent. */
export const textsIfAny = v.optional(v.pipe(anObject(), v.record(v.string(), text)))

/** An object with these fields and no others. */
export function fields<T extends v.ObjectEntries>(entries: T) {
  return v.pipe(anObject(), fieldsOfVariant(entries))
}

/** The same for one of several that a field tells apart: `v.variant` wants it bare. */
export function fieldsOfVariant<T extends v.ObjectEntries>(entries: T) {
  return v.strictObject(entries, ({ expected, path }) => {
    if (expected === UNKNOWN_FIELD) return `one of ${Object.keys(entries).sort().join(', ')}`
    return expectedBy(entries[String(path?.at(-1)?.key)])
  })
}

/** What a field that is missing should have been. */
function expectedBy(schema: v.GenericSchema | undefined): string {
  const message = schema !== undefined && 'message' in schema ? schema.message : null
  return typeof message === 'string' ? message : 'an object'
}

/** Lists are objects too, as far as JavaScript is concerned. */
function anObject() {
  return v.custom<object>((value) => typeof value === 'object' && value !== null && !Array.isArray(value), 'an object')
}
