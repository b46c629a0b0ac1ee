// @notrace-file: how a number is spelled is as elementary here as the number.
/** From here up, and below the other, Java writes an exponent. */
const LARGE = 10_000_000
const SMALL = 0.001

/**
 * A double as Java spells it: `0.0`, `12.5`, `1.0E7`. (Java 17 now and then writes a digit more than it takes; this never does.)
 * Original: java.lang.Double#toString
 */
export function javaDouble(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  const size = Math.abs(value)
  if (size >= SMALL && size < LARGE) return withFraction(String(value))
  const [digits, exponent] = value.toExponential().split('e') as [string, string]
  return `${withFraction(digits)}E${Number(exponent)}`
}

function withFraction(text: string): string {
  return text.includes('.') ? text : `${text}.0`
}
