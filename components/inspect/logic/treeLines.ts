import type { ValueTree, Variable } from '../../../engine/worker/protocol'
import { canBeOpened, entriesIn, pathKey, type ContentsByPath, type OpenValues } from './openValues'

/** A line of the tree of variables, in which the arrow keys move. */
export interface TreeLine {
  readonly key: string
  readonly path: readonly string[]
  /** `more`: the line at the end of an open value that shows more of its entries. Its path is the value's. */
  readonly kind: 'value' | 'more'
  readonly parent: string | null
  readonly isOpen: boolean
  readonly canOpen: boolean
}

/** The lines that are shown, from top to bottom. */
export function treeLines(variables: readonly Variable[], open: OpenValues, contents: ContentsByPath): TreeLine[] {
  const lines: TreeLine[] = []
  const add = (value: ValueTree, path: readonly string[], parent: string | null): void => {
    const key = pathKey(path)
    const canOpen = canBeOpened(value)
    const isOpen = canOpen && open.has(key)
    lines.push({ key, path, kind: 'value', parent, isOpen, canOpen })
    if (!isOpen) return
    const found = contents.get(key)
    const entries = entriesIn(value, found)
    for (const each of entries) add(each.value, [...path, each.name], key)
    if (found !== undefined && found.total > entries.length) {
      lines.push({ key: moreKey(path), path, kind: 'more', parent: key, isOpen: false, canOpen: false })
    }
  }
  for (const { name, value } of variables) add(value, [name], null)
  return lines
}

export function moreKey(path: readonly string[]): string {
  return `${pathKey(path)} more`
}

/** What a key does: moves the focus to a line, or opens or closes the line that has it, or shows more. */
export type TreeAction = { readonly focus: string } | { readonly toggle: TreeLine } | { readonly more: TreeLine }

/**
 * What a key does in a tree, as the ARIA Authoring Practices have it. The space bar is not among the keys: it plays the run.
 * @param at the key of the line that has the focus
 * @returns null when the key does nothing
 */
export function actionOf(pressed: string, lines: readonly TreeLine[], at: string): TreeAction | null {
  const index = lines.findIndex(({ key }) => key === at)
  const line = lines[index]
  if (line === undefined) return null
  switch (pressed) {
    case 'ArrowDown':
      return focusOn(lines[index + 1])
    case 'ArrowUp':
      return focusOn(lines[index - 1])
    case 'Home':
      return focusOn(lines[0])
    case 'End':
      return focusOn(lines.at(-1))
    case 'ArrowRight':
      if (!line.isOpen) return line.canOpen ? { toggle: line } : null
      return lines[index + 1]?.parent === line.key ? focusOn(lines[index + 1]) : null
    case 'ArrowLeft':
      return line.isOpen ? { toggle: line } : focusOn(lines.find(({ key }) => key === line.parent))
    case 'Enter':
      if (line.kind === 'more') return { more: line }
      return line.canOpen ? { toggle: line } : null
    default:
      return null
  }
}

function focusOn(line: TreeLine | undefined): TreeAction | null {
  return line === undefined ? null : { focus: line.key }
}
