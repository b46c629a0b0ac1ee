const FORMAT = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/
const SECONDS_PER_DAY = 86_400
const MONTHS_PER_YEAR = 12
/** From the first of March of the year 0 on. */
const DAYS_BEFORE_1970 = 719_468

/** `yyyyMMddHHmmss`; the clocks of all machines here show UTC. Original: UtilAll#timeMillisToHumanString3 */
export function timeMillisToHumanString3(millis: number): string {
  const seconds = Math.floor(millis / 1000)
  const days = Math.floor(seconds / SECONDS_PER_DAY)
  const ofDay = seconds - days * SECONDS_PER_DAY
  const { year, month, day } = dateOf(days)
  const [hour, minute, second] = [Math.floor(ofDay / 3600), Math.floor(ofDay / 60) % 60, ofDay % 60]
  return String(year).padStart(4, '0') + [month, day, hour, minute, second].map(twoDigits).join('')
}

/** `yyyy-MM-dd#HH:mm:ss:SSS`, in UTC. Original: UtilAll#formatDate with YYYY_MM_DD_HH_MM_SS_SSS */
export function timeMillisToText(millis: number): string {
  const digits = timeMillisToHumanString3(millis)
  const part = (from: number, length: number): string => digits.slice(from, from + length)
  const ofSecond = String(millis - Math.floor(millis / 1000) * 1000).padStart(3, '0')
  return `${part(0, 4)}-${part(4, 2)}-${part(6, 2)}#${part(8, 2)}:${part(10, 2)}:${part(12, 2)}:${ofSecond}`
}

/**
 * Reads `yyyyMMddHHmmss`. As in Java a month 13 is the first of the next year. Original: UtilAll#parseDate
 * @returns ms since 1970, or null when it is no date
 */
export function parseDate(text: string): number | null {
  const parts = FORMAT.exec(text)?.slice(1).map(Number)
  if (parts === undefined) return null
  const [year, month, day, hour, minute, second] = parts as [number, number, number, number, number, number]
  const days = firstOfMonth(year, month) + day - 1
  return (days * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second) * 1000
}

function dateOf(days: number): { readonly year: number; readonly month: number; readonly day: number } {
  // No year has more than 366 days, so this is never too late.
  let year = 1970 + Math.floor(days / 366)
  while (firstOfMonth(year + 1, 1) <= days) year++
  let month = 1
  while (firstOfMonth(year, month + 1) <= days) month++
  return { year, month, day: days - firstOfMonth(year, month) + 1 }
}

/** In days since 1970. Years are counted from March here, so that the leap day is a year's last. */
function firstOfMonth(year: number, month: number): number {
  const months = year * MONTHS_PER_YEAR + month - 3
  const fromMarch = Math.floor(months / MONTHS_PER_YEAR)
  const monthOfYear = months - fromMarch * MONTHS_PER_YEAR
  const leapDays = Math.floor(fromMarch / 4) - Math.floor(fromMarch / 100) + Math.floor(fromMarch / 400)
  return fromMarch * 365 + leapDays + Math.floor((monthOfYear * 153 + 2) / 5) - DAYS_BEFORE_1970
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
