/** Saves bytes where the browser puts its downloads. */
export function saveFile(name: string, bytes: Uint8Array, type = 'application/zip'): void {
  const url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type }))
  const anchor = document.createElement('a')
  anchor.href = url
  anchor.download = name
  anchor.click()
  // The browser reads it when it gets to it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
