import type { FileField } from '../../../engine/worker/protocol'

export function holds({ offset, length }: FileField, position: number): boolean {
  return position >= offset && position < offset + length
}

/** The outermost field that a byte belongs to: a record, an entry, a header. */
export function groupAt(fields: readonly FileField[], position: number): FileField | null {
  return fields.find((field) => holds(field, position)) ?? null
}

/** The innermost field that a byte belongs to. */
export function leafAt(fields: readonly FileField[], position: number): FileField | null {
  const group = groupAt(fields, position)
  if (group === null) return null
  return leafAt(group.children ?? [], position) ?? group
}

/** A path from the store's root on, without leading zeros of file names: `commitlog/4096`. */
export function shortPath(path: string): string {
  return path.replace(/^store\//, '').replace(/\/0{1,19}(\d+)$/, '/$1')
}

export function directoryOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
