// @notrace-file: it remembers what it has computed, so what runs here depends on what ran before.
import { assert } from '../../kernel/assert'
import { parseInt32 } from '../../kernel/java/javaParse'

/** `10.0.0.1:54321` or `[2001:db8::1]:54321` as bytes: the address (4 or 16) and the port as i32. */
export function hostBytes(address: string): Uint8Array {
  const known = knownHosts.get(address)
  if (known !== undefined) return known
  const bytes = encodeHost(address)
  if (knownHosts.size < MAX_KNOWN_HOSTS) knownHosts.set(address, bytes)
  return bytes
}

/** Each message names two hosts, and there are few of them, so they are remembered. Callers must not change the bytes. */
const MAX_KNOWN_HOSTS = 1024
const knownHosts = new Map<string, Uint8Array>()

function encodeHost(address: string): Uint8Array {
  const colon = address.lastIndexOf(':')
  const ip = ipBytes(address.slice(0, colon))
  const bytes = new Uint8Array(ip.length + 4)
  bytes.set(ip)
  assert(ip.length === 4 || ip.length === 16, 'an address has 4 bytes or 16', ip.length)
  new DataView(bytes.buffer).setInt32(ip.length, parseInt32(address.slice(colon + 1)))
  return bytes
}

/** The reverse of {@link hostBytes}. */
export function hostOfBytes(bytes: Uint8Array): string {
  const ip = bytes.subarray(0, bytes.length - 4)
  const port = new DataView(bytes.buffer, bytes.byteOffset).getInt32(ip.length)
  return `${ipOfBytes(ip)}:${port}`
}

export function isIPv6(address: string): boolean {
  return address.startsWith('[')
}

export function ipBytes(host: string): Uint8Array {
  if (!host.includes(':')) return Uint8Array.from(host.split('.'), Number)
  const [head = '', tail] = host.replace(/^\[|\]$/g, '').split('::')
  const before = groups(head)
  const after = groups(tail ?? '')
  const missing = tail === undefined ? 0 : 8 - before.length - after.length
  const all = [...before, ...new Array<number>(missing).fill(0), ...after]
  return Uint8Array.from(all.flatMap((group) => [group >> 8, group & 0xff]))
}

function groups(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => parseInt(group, 16))
}

/** IPv6 in full, in square brackets. */
export function ipOfBytes(ip: Uint8Array): string {
  if (ip.length === 4) return ip.join('.')
  const parts: string[] = []
  for (let index = 0; index < 16; index += 2) parts.push(((ip[index]! << 8) | ip[index + 1]!).toString(16))
  return `[${parts.join(':')}]`
}
