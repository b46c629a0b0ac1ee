/**
 * The JSON of plain data with its keys sorted and everything beyond ASCII escaped, so that equal data gives equal
 * bytes. Bytes are written in hexadecimal, big integers as strings, `undefined` as null. @throws TypeError for anything
 * else
 */
export function canonicalJson(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'boolean' || typeof value === 'number') return JSON.stringify(value)
  if (typeof value === 'bigint') return `"${value}n"`
  if (typeof value === 'string') return escaped(value)
  if (value instanceof Uint8Array) return `"0x${hexadecimal(value)}"`
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object') throw new TypeError(`no plain data: ${typeof value}`)
  const fields = value as Record<string, unknown>
  const parts = Object.keys(fields)
    .sort()
    .map((key) => `${escaped(key)}:${canonicalJson(fields[key])}`)
  return `{${parts.join(',')}}`
}

function escaped(text: string): string {
  return JSON.stringify(text).replaceAll(/[\u007f-\uffff]/g, (unit) => {
    return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

function hexadecimal(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return text
}
