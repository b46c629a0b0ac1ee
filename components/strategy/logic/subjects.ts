import type { SelectorName } from '../../../engine/worker/protocol'

export type Slot = 'mine:1' | 'mine:2' | 'mine:3'

/** A strategy: one of the engine's own, one of the reader's, or what a link brought. */
export type Subject = `built-in:${SelectorName}` | Slot | 'link'

export const SLOTS: readonly Slot[] = ['mine:1', 'mine:2', 'mine:3']

export function builtIn(name: SelectorName): Subject {
  return `built-in:${name}`
}

/** The name of the built-in; null for code that somebody wrote. */
export function builtInName(subject: Subject): SelectorName | null {
  return subject.startsWith('built-in:') ? subject.slice('built-in:'.length) as SelectorName : null
}

export function isSlot(subject: Subject): subject is Slot {
  return (SLOTS as readonly string[]).includes(subject)
}
