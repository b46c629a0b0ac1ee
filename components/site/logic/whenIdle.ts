/**
 * Does something that readers do not wait for: once the page has been there for `millis`, and the browser has nothing else to do.
 * @returns gives it up, if it has not begun
 */
export function whenIdle(millis: number, task: () => void): () => void {
  // Safari has no `requestIdleCallback`.
  const begin = globalThis.requestIdleCallback as typeof requestIdleCallback | undefined ?? setTimeout
  const timer = setTimeout(() => begin(task), millis)
  return () => clearTimeout(timer)
}

/** Has the reader told the browser to save data? */
export function savesData(): boolean {
  return (navigator as { readonly connection?: { readonly saveData?: boolean } }).connection?.saveData === true
}
