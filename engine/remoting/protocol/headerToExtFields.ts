import type { JavaHashMap } from '../../kernel/java/JavaHashMap'
import type { CommandCustomHeader, HeaderClass } from './CommandCustomHeader'

/** Puts every field that has a value into the map, as text. */
export function headerToExtFields(header: CommandCustomHeader, extFields: JavaHashMap<string>): void {
  const { fields } = header.constructor as HeaderClass
  const values = header as Record<string, unknown>
  for (const name in fields) {
    const value = values[name]
    if (value !== null && value !== undefined) extFields.put(name, String(value))
  }
}
