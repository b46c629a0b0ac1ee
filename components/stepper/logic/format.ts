/** Between groups of digits; narrow, and never at the end of a line. */
const GAP = '\u202f'

/** Virtual µs as seconds with all six digits: `0.013 207`. */
export function seconds(micros: number): string {
  const whole = Math.floor(micros / 1_000_000)
  const rest = String(micros % 1_000_000).padStart(6, '0')
  return `${whole}.${rest.slice(0, 3)}${GAP}${rest.slice(3)}`
}

/** A length of time in the largest unit that says it well: `29.987 s`, `1.2 ms`, `7 µs`. */
export function duration(micros: number): string {
  if (micros < 1000) return `${Math.round(micros)} µs`
  if (micros < 1_000_000) return `${trimmed(micros / 1000)} ms`
  return `${trimmed(micros / 1_000_000)} s`
}

function trimmed(value: number): string {
  return String(Number(value.toFixed(value < 10 ? 3 : value < 100 ? 2 : 1)))
}

/** `12 345` */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, GAP)
}

/** Lets a long class name break before its words: `DefaultMQProducerImpl` → Default, MQ, Producer, Impl. */
export function breakable(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1\u200b$2').replace(/([A-Z])([A-Z][a-z])/g, '$1\u200b$2')
}

/** The class and the method of a symbol: `client/producer/DefaultMQProducerImpl#send` → `DefaultMQProducerImpl.send`. */
export function shortSymbol(symbol: string): string {
  return symbol.slice(symbol.lastIndexOf('/') + 1).replace('#', '.')
}
