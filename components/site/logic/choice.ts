/** Where the browser keeps things; tests bring their own. */
export interface Keeper {
  recall(key: string): string | null
  remember(key: string, value: string | null): void
}

/** What the reader has chosen is kept in the browser. Where that is not allowed, nothing is kept and all else works. */
export function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // Storage may be off or full.
  }
}

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
