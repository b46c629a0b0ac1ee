import type { OwnQueue } from '../../../engine/worker/owncluster/ownProtocol'
import { fill } from '../../i18n/fill'
import type { OwnTexts } from '../../i18n/en/own'

/** How many messages can be read from the queues. */
export function messagesIn(queues: readonly OwnQueue[]): number {
  return queues.reduce((sum, { minOffset, maxOffset }) => sum + maxOffset - minOffset, 0)
}

const UNITS = ['KiB', 'MiB', 'GiB', 'TiB'] as const

/** `812 bytes`, `3.2 KiB`, `64 MiB`. */
export function size(bytes: number, { units }: OwnTexts): string {
  if (bytes < 1024) return fill(units.bytes, { n: bytes })
  let value = bytes / 1024
  let unit = 0
  for (; value >= 1000 && unit < UNITS.length - 1; unit++) value /= 1024
  return `${Number(value.toFixed(value < 10 ? 1 : 0))} ${UNITS[unit]}`
}

/** A length of time in the largest unit that says it well, in the reader's language: `12 seconds`. */
export function gap(millis: number, locale: string): string {
  const seconds = Math.max(0, millis) / 1000
  const [value, unit] = seconds < 90
    ? [Number(seconds.toFixed(seconds < 10 ? 1 : 0)), 'second'] as const
    : seconds < 90 * 60 ? [Math.round(seconds / 60), 'minute'] as const
    : seconds < 36 * 3600 ? [Math.round(seconds / 3600), 'hour'] as const
    : [Math.round(seconds / 86400), 'day'] as const
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value)
}

/** The time of the day, with the date when it is another day's. */
export function clock(millis: number, now: number, locale: string): string {
  const isToday = new Date(millis).toDateString() === new Date(now).toDateString()
  const time = { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false } as const
  const date = isToday ? {} : { year: 'numeric', month: 'short', day: 'numeric' } as const
  return new Intl.DateTimeFormat(locale, { ...date, ...time }).format(millis)
}
