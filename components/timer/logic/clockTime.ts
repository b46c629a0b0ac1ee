/** A time in ms since 1970 as a clock shows it, in UTC: `22:13:28`, with `isExact` `22:13:28.250`. */
export function clockTime(millis: number | string | undefined, isExact = false): string {
  const date = new Date(Number(millis))
  return Number.isNaN(date.getTime()) ? '?' : date.toISOString().slice(11, isExact ? 23 : 19)
}
