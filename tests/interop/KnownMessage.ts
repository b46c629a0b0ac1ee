/** A message, as whoever sent or read it knows it. The body is in Base64. */
export interface KnownMessage {
  readonly topic: string
  readonly queueId: number
  readonly queueOffset: number
  readonly physicalOffset: number
  readonly storeMillis: number
  readonly uniqueId: string
  readonly keys: string
  readonly tags: string
  readonly body: string
}

const FIELDS = ['topic', 'queueId', 'queueOffset', 'physicalOffset', 'storeMillis', 'uniqueId', 'keys', 'tags', 'body'] as const

function placeOf({ topic, queueId, queueOffset }: KnownMessage): string {
  return `${topic}/${queueId}/${queueOffset}`
}

/** Empty when both are the same messages; otherwise how many are missing or too many, and the first that differs. */
export function difference(actual: readonly KnownMessage[], expected: readonly KnownMessage[]): string {
  const found = new Map(actual.map((message) => [placeOf(message), message]))
  const missing = expected.filter((message) => !found.has(placeOf(message)))
  if (missing.length > 0) return `${missing.length} of ${expected.length} are missing, the first is ${placeOf(missing[0]!)}`
  if (actual.length !== expected.length) return `${actual.length} instead of ${expected.length}`
  for (const message of expected) {
    const other = found.get(placeOf(message))!
    const field = FIELDS.find((name) => other[name] !== message[name])
    if (field !== undefined) return `${placeOf(message)}: ${field} is ${other[field]} instead of ${message[field]}`
  }
  return ''
}
