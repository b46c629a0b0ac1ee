/** A change of a text: at `at`, `removed` made way for `inserted`. */
export interface Edit {
  readonly at: number
  readonly removed: string
  readonly inserted: string
}

/** A text and how it came to be, so that typing can be undone after the page was closed. */
export interface History {
  /** The text before the first of the edits. */
  readonly base: string
  readonly edits: readonly Edit[]
}

/** As many steps can be taken back; older ones become part of the base. */
export const MAX_EDITS = 200

export function historyOf(text: string): History {
  return { base: text, edits: [] }
}

export function applyEdit(text: string, { at, removed, inserted }: Edit): string {
  return text.slice(0, at) + inserted + text.slice(at + removed.length)
}

export function currentText({ base, edits }: History): string {
  return edits.reduce(applyEdit, base)
}

/** The smallest single edit that makes the one text the other; null when they are the same. */
export function editBetween(before: string, after: string): Edit | null {
  if (before === after) return null
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start++
  let end = 0
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++
  const removed = before.slice(start, before.length - end)
  return { at: start, removed, inserted: after.slice(start, after.length - end) }
}

/** The history with a newer text. A text that takes the last edit back takes it out of the history as well. */
export function recorded(history: History, text: string): History {
  const current = currentText(history)
  const edit = editBetween(current, text)
  if (edit === null) return history
  const { base, edits } = history
  const undone = { base, edits: edits.slice(0, -1) }
  if (edits.length > 0 && currentText(undone) === text) return undone
  const merged = mergedWith(edits.at(-1), edit)
  if (merged !== null) return { base, edits: [...edits.slice(0, -1), merged] }
  const all = [...edits, edit]
  return all.length <= MAX_EDITS ? { base, edits: all } : { base: applyEdit(base, all[0]!), edits: all.slice(1) }
}

/** Letters typed one after the other are one step, up to the end of the word. */
function mergedWith(last: Edit | undefined, next: Edit): Edit | null {
  if (last === undefined || next.removed !== '' || last.removed !== '') return null
  const isBehind = next.at === last.at + last.inserted.length
  const isSameWord = /^\w+$/.test(next.inserted) && /^\w+$/.test(last.inserted)
  return isBehind && isSameWord ? { at: last.at, removed: '', inserted: last.inserted + next.inserted } : null
}

/** What was kept, if it makes sense. */
export function parseHistory(kept: string | null): History | null {
  if (kept === null) return null
  try {
    const { base, edits } = JSON.parse(kept) as Partial<Record<keyof History, unknown>>
    return typeof base === 'string' && Array.isArray(edits) && edits.every(isEdit) ? { base, edits } : null
  } catch {
    return null
  }
}

function isEdit(value: unknown): value is Edit {
  const { at, removed, inserted } = (value ?? {}) as Partial<Record<keyof Edit, unknown>>
  return Number.isInteger(at) && typeof removed === 'string' && typeof inserted === 'string'
}
