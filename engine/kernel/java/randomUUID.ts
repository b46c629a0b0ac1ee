import type { Random } from '../Random'

/** 32 hexadecimal digits with the marks of version 4, drawn from the run's own chance. Original: java.util.UUID#randomUUID */
export function randomUUID(random: Random): string {
  const digits = Array.from({ length: 4 }, () => (random.nextInt32() >>> 0).toString(16).padStart(8, '0')).join('')
  const variant = (8 + (Number.parseInt(digits[16]!, 16) % 4)).toString(16)
  const marked = `${digits.slice(0, 12)}4${digits.slice(13, 16)}${variant}${digits.slice(17)}`
  return marked.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
