/** Something that is null was used as if it were there. Original: java.lang.NullPointerException. */
export class NullPointerException extends Error {
  constructor(name: string) {
    super(`${name} is null`)
    this.name = 'NullPointerException'
  }
}

/**
 * A value where Java would use it without asking: it calls a method of it, or unboxes an Integer, and fails when there is none.
 * `name` says what is missing.
 * @throws NullPointerException
 */
export function notNull<T>(value: T | null | undefined, name: string): T {
  if (value === null || value === undefined) throw new NullPointerException(name)
  return value
}
