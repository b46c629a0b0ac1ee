export type Slot = 'mine:1' | 'mine:2' | 'mine:3'

/** Code: one of the built-in pieces, one of the reader's, or what a link brought. */
export type Subject = `built-in:${string}` | Slot | 'link'

export const SLOTS: readonly Slot[] = ['mine:1', 'mine:2', 'mine:3']

export function builtIn(name: string): Subject {
  return `built-in:${name}`
}

/** The name of the built-in; null for code that somebody wrote. */
export function builtInName(subject: Subject): string | null {
  return subject.startsWith('built-in:') ? subject.slice('built-in:'.length) : null
}

export function isSlot(subject: Subject): subject is Slot {
  return (SLOTS as readonly string[]).includes(subject)
}
