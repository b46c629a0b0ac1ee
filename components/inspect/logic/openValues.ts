import type { ShownContents, ValueTree, Variable } from '../../../engine/worker/protocol'

/** Entries of a value that are shown at first, and that each “more” adds. */
export const PAGE = 50

/** The values that are open, by their paths as JSON, and how many of their entries are shown. */
export type OpenValues = ReadonlyMap<string, number>

export type ContentsByPath = ReadonlyMap<string, ShownContents>

export function pathKey(path: readonly string[]): string {
  return JSON.stringify(path)
}

/** What is within an open value, as far as it is known: what was found, or what is known anyway until then. */
export function entriesIn({ fields = [] }: ValueTree, found: ShownContents | undefined): readonly Variable[] {
  return found?.entries ?? fields.map((field) => ({ ...field, changed: false }))
}

/** Opens it, or closes it with all that is open in it. */
export function toggled(open: OpenValues, path: readonly string[]): OpenValues {
  const key = pathKey(path)
  if (!open.has(key)) return new Map([...open, [key, PAGE]])
  const inside = `${key.slice(0, -1)},`
  return new Map([...open].filter(([each]) => each !== key && !each.startsWith(inside)))
}

export function withMore(open: OpenValues, path: readonly string[]): OpenValues {
  const key = pathKey(path)
  return new Map([...open, [key, (open.get(key) ?? 0) + PAGE]])
}

export function questionsOf(open: OpenValues): Array<{ path: string[]; from: number; count: number }> {
  return [...open].map(([key, count]) => ({ path: JSON.parse(key) as string[], from: 0, count }))
}

/** Is there something within it? */
export function canBeOpened({ type, preview }: ValueTree): boolean {
  if (type === 'string') return /…' \(\d+\)$/.test(preview)
  if (type === 'bytes') return !preview.startsWith('0 B')
  if (type === 'array') return preview !== 'Array(0)'
  return type === 'object' && !/^(Map|Set)\(0\)$| \{\}$/.test(preview) && preview !== 'symbol'
}

/** `MessageQueue#12 { … }` → what stands before the number, the number, and what stands behind it. */
export function splitAtId({ preview, objectId = 0 }: ValueTree): readonly [string, number | null, string] {
  const mark = `#${objectId}`
  const at = objectId > 0 ? preview.indexOf(mark) : -1
  return at < 0 ? [preview, null, ''] : [preview.slice(0, at), objectId, preview.slice(at + mark.length)]
}
