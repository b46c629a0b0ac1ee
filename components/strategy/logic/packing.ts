import { deflateRaw, Inflate } from 'pako'

/** Longer links are cut off by messengers and servers; such code goes into a file. */
export const MAX_LINK = 8192
/** A link can't unfold into more than this, in bytes. */
const MAX_CODE = 65_536

/** Code as a part of a link: nothing in it has to be escaped. */
export function packed(code: string): string {
  const bytes = deflateRaw(new TextEncoder().encode(code))
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** Null when it is damaged, or unfolds into more than any strategy needs. */
export function unpacked(text: string): string | null {
  if (!/^[\w-]+$/.test(text)) return null
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
    const inflate = new Inflate({ raw: true, chunkSize: MAX_CODE })
    const chunks: Uint8Array[] = []
    inflate.onData = (chunk) => {
      if (chunks.length > 1) throw new RangeError('the code is too long')
      chunks.push(chunk as Uint8Array)
    }
    inflate.push(bytes, true)
    if (inflate.err !== 0 || chunks.length !== 1) return null
    return new TextDecoder('utf-8', { fatal: true }).decode(chunks[0])
  } catch {
    return null
  }
}
