import type { ShownObject } from '../../../engine/worker/protocol'

/** A line in a box, below its head. */
export type BoxRow =
  | { readonly kind: 'field'; readonly name: string; readonly preview: string }
  /** `target`: the object that stands elsewhere in the picture. */
  | { readonly kind: 'reference'; readonly label: string; readonly to: string; readonly target: string }
  /** As many fields or entries are not shown. */
  | { readonly kind: 'left'; readonly count: number }
  /** As many objects, tables and lists are folded away. */
  | { readonly kind: 'hidden'; readonly count: number }

/** As many entries, and as many references, a closed box shows. */
const MAX_CLOSED = 3

/** Of a closed box what it refers to elsewhere, and of tables the first plain entries; of an open one all fields. */
export function rowsOf(object: ShownObject, objects: readonly ShownObject[], isOpen: boolean): BoxRow[] {
  const { key, kind, fields, references, size, hidden } = object
  const shown = new Set([...objects.filter(({ parent }) => parent === key), ...references].map(({ label }) => label))
  const plain = kind === 'object' ? [] : fields.filter(({ name }) => !shown.has(name))
  const isLeft = isOpen && size > fields.length
  return [
    ...(isOpen ? fields : plain.slice(0, MAX_CLOSED)).map(({ name, value }) => ({ kind: 'field', name, preview: value.preview }) as const),
    ...(isLeft ? [{ kind: 'left', count: size - fields.length } as const] : []),
    ...(isOpen ? references : references.slice(0, MAX_CLOSED)).map(({ label, to }) => {
      return { kind: 'reference', label, to, target: titleOf(objects.find((each) => each.key === to)!) } as const
    }),
    ...(hidden > 0 ? [{ kind: 'hidden', count: hidden } as const] : []),
  ]
}

/** `MQClientInstance`; of tables and lists with their size: `Map(2)`. */
export function titleOf({ kind, className, size }: ShownObject): string {
  return kind === 'object' ? className : `${className}(${size})`
}
