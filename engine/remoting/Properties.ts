/** Settings by name, as text. Original: java.util.Properties. */
export type Properties = Map<string, string>

/**
 * Reads lines of `name=value`. As in Java: `:` and blanks separate as well, `#` and `!` begin a comment, a backslash at
 * the end of a line joins it with the next.
 * Original: MixAll#string2Properties
 * @returns null when an escape is broken
 */
export function string2Properties(text: string): Properties | null {
  const properties: Properties = new Map()
  for (const line of logicalLines(text)) {
    const [, rawName, rawValue] = /^((?:\\.|[^\\=:\s])*)\s*[=:]?\s*(.*)$/s.exec(line)!
    const name = unescape(rawName!)
    const value = unescape(rawValue!)
    if (name === null || value === null) return null
    properties.set(name, value)
  }
  return properties
}

/** One line a setting, sorted by name, nothing escaped. Original: MixAll#properties2String */
export function properties2String(properties: Properties): string {
  const names = [...properties.keys()].sort()
  return names.map((name) => `${name}=${properties.get(name)!}\n`).join('')
}

function logicalLines(text: string): string[] {
  const whole = text.replace(/(^|[^\\])((?:\\\\)*)\\(?:\r\n|\r|\n)[ \t\f]*/g, '$1$2')
  const lines = whole.split(/\r\n|\r|\n/).map((line) => line.replace(/^[ \t\f]+/, ''))
  return lines.filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('!'))
}

const CONTROL_CHARACTERS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' }

function unescape(text: string): string | null {
  if (/(?:^|[^\\])(?:\\\\)*\\u(?![0-9a-fA-F]{4})/.test(text)) return null
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.)|$)/gs, (_, hex?: string, char = '') => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16))
    return CONTROL_CHARACTERS[char] ?? char
  })
}
