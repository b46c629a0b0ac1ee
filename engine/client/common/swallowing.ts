/** Calls something of the application's whose exceptions are nobody's business: a hook, a callback. */
export function swallowing(action: () => void): void {
  try {
    action()
  } catch {
    return
  }
}
