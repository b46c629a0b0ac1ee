import type { Keeper } from '../../../components/site/logic/choice'

/** A browser's storage, and what is in it. */
export function keeperWith(kept: Record<string, string> = {}): Keeper & { readonly kept: Map<string, string> } {
  const entries = new Map(Object.entries(kept))
  return {
    kept: entries,
    recall: (key) => entries.get(key) ?? null,
    remember: (key, value) => void (value === null ? entries.delete(key) : entries.set(key, value)),
  }
}
