const FORMAT = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/

/** `yyyyMMddHHmmss`; the clocks of all machines here show UTC. Original: UtilAll#timeMillisToHumanString3 */
export function timeMillisToHumanString3(millis: number): string {
  return new Date(millis).toISOString().slice(0, 19).replace(/[-T:]/g, '')
}

/**
 * Reads `yyyyMMddHHmmss`. As in Java a month 13 is the first of the next year. Original: UtilAll#parseDate
 * @returns ms since 1970, or null when it is no date
 */
export function parseDate(text: string): number | null {
  const parts = FORMAT.exec(text)?.slice(1).map(Number)
  if (parts === undefined) return null
  const [year, month, day, hour, minute, second] = parts as [number, number, number, number, number, number]
  return Date.UTC(year, month - 1, day, hour, minute, second)
}
