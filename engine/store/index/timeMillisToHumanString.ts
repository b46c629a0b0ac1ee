const DAY_MILLIS = 24 * 60 * 60 * 1000

/**
 * A time (ms since 1970) as 17 digits, yyyyMMddHHmmssSSS. In UTC: the original takes the zone of the machine, which a
 * run must not depend on. Original: UtilAll#timeMillisToHumanString
 */
export function timeMillisToHumanString(millis: number): string {
  const days = Math.floor(millis / DAY_MILLIS)
  const inDay = millis - days * DAY_MILLIS
  const { year, month, day } = civilFromDays(days)
  const hour = Math.floor(inDay / 3_600_000)
  const minute = Math.floor(inDay / 60_000) % 60
  const second = Math.floor(inDay / 1000) % 60
  const parts = [month, day, hour, minute, second].map((part) => String(part).padStart(2, '0'))
  return `${String(year).padStart(4, '0')}${parts.join('')}${String(inDay % 1000).padStart(3, '0')}`
}

/** The hour of the day, 0 to 23, in the zone of {@link timeMillisToHumanString}. */
export function hourOfDay(millis: number): number {
  return Math.floor((millis % DAY_MILLIS) / 3_600_000)
}

/**
 * The date of a day counted from 1970-01-01. Years begin in March here, so that the leap day is the last one; 146097
 * days are 400 years.
 */
function civilFromDays(days: number): { year: number; month: number; day: number } {
  const sinceMarch0 = days + 719_468
  const era = Math.floor(sinceMarch0 / 146_097)
  const dayOfEra = sinceMarch0 - era * 146_097
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096)
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day }
}
