/** No strategy is longer, in bytes. */
const MAX_BYTES = 65_536

/** Saves the code as `strategy.ts` where the browser puts its downloads. */
export function downloadCode(code: string): void {
  const url = URL.createObjectURL(new Blob([code], { type: 'text/plain' }))
  const anchor = document.createElement('a')
  anchor.href = url
  anchor.download = 'strategy.ts'
  anchor.click()
  URL.revokeObjectURL(url)
}

/** The text of a file; null when it is none, or too large. */
export async function readCode(file: Blob): Promise<string | null> {
  if (file.size > MAX_BYTES) return null
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
    return text.includes('\0') ? null : text.replaceAll('\r\n', '\n')
  } catch {
    return null
  }
}
