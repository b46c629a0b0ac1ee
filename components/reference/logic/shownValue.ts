import type { Unit } from '../../../content/reference/defaults'
import { grouped } from '../../stepper/logic/format'

const SIGNS: Readonly<Record<Unit, string>> = {
  ms: ' ms', s: ' s', min: ' min', h: ' h', bytes: ' B', MiB: ' MiB', pages: '', percent: ' %', '': '',
}

/** The largest first: how much of the smallest unit each is. */
const TIMES = [['d', 86_400_000], ['h', 3_600_000], ['min', 60_000], ['s', 1000]] as const
const SIZES = [['GiB', 1024 ** 3], ['MiB', 1024 ** 2], ['KiB', 1024]] as const

const MILLIS: Partial<Record<Unit, number>> = { ms: 1, s: 1000 }

/** `30 000 ms`: a value as it would be set, with its unit. */
export function shownValue(value: string | number | boolean, unit: Unit): string {
  return typeof value === 'number' ? `${grouped(value)}${SIGNS[unit]}` : String(value)
}

/** `30 s`: the same in a unit that says more, or null if there is none in which it is a whole number. */
export function inLargerUnit(value: string | number | boolean, unit: Unit): string | null {
  if (typeof value !== 'number' || value <= 0) return null
  const amount = value * (MILLIS[unit] ?? (unit === 'bytes' ? 1 : 0))
  const units = unit === 'bytes' ? SIZES : TIMES
  const larger = units.find(([name, size]) => amount >= size && amount % size === 0 && name !== unit)
  return larger === undefined ? null : `${grouped(amount / larger[1])} ${larger[0]}`
}
