import { readFileSync } from 'node:fs'
import path from 'node:path'

const GOLDEN = path.resolve(import.meta.dirname, '../../golden')

/** The objects of one golden file of JSON lines. */
export function goldenLines<T>(file: string): T[] {
  const text = readFileSync(path.join(GOLDEN, file), 'utf8')
  return text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as T)
}

export function hexToBytes(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16))
}

export function bytesToHex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
