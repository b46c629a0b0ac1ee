import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Blocking } from '../../../../engine/kernel/Blocking'
import type { TestMachine } from './stores'

/** The files of a broker's store below `tests/golden`, by their path below the store's root. */
export function goldenStore(name: string): ReadonlyMap<string, Uint8Array> {
  const directory = mkdtempSync(path.join(os.tmpdir(), `${name}-`))
  try {
    const archive = path.resolve(import.meta.dirname, `../../../golden/${name}.tar.gz`)
    execFileSync('tar', ['-S', '-xzf', archive, '-C', directory])
    const root = path.join(directory, name)
    const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    const paths = entries.map((entry) => path.relative(root, path.join(entry.parentPath, entry.name))).sort()
    return new Map(paths.map((file) => [file, readFileSync(path.join(root, file))]))
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

/** Puts files on a machine's disk, below `store`. */
export function* installFiles(
  machine: TestMachine,
  files: ReadonlyMap<string, Uint8Array>,
  wanted: (path: string) => boolean = () => true,
): Blocking<void> {
  for (const [file, bytes] of files) {
    if (!wanted(file)) continue
    const target = yield* machine.disk.open(`store/${file}`, true)
    target.write(0, bytes)
  }
}

/** Lengths and names of what is at the beginning of a record of the commit log. */
const RECORD_HEAD: ReadonlyArray<readonly [name: string, length: number]> = [
  ['TOTALSIZE', 4], ['MAGICCODE', 4], ['BODYCRC', 4], ['QUEUEID', 4], ['FLAG', 4], ['QUEUEOFFSET', 8],
  ['PHYSICALOFFSET', 8], ['SYSFLAG', 4], ['BORNTIMESTAMP', 8], ['BORNHOST', 8], ['STORETIMESTAMP', 8],
  ['STOREHOST', 8], ['RECONSUMETIMES', 4], ['PREPAREDTRANSACTIONOFFSET', 8], ['BODYLENGTH', 4],
]
const CQ_ENTRY = [['phyOffset', 8], ['size', 4], ['tagsCode', 8]] as const
const INDEX_HEADER = [
  ['beginTimestamp', 8], ['endTimestamp', 8], ['beginPhyOffset', 8], ['endPhyOffset', 8], ['hashSlotCount', 4],
  ['indexCount', 4],
] as const
const INDEX_ENTRY = [['keyHash', 4], ['phyOffset', 8], ['timeDiff', 4], ['prevIndex', 4]] as const
const CHECKPOINT = [
  ['physicMsgTimestamp', 8], ['logicsMsgTimestamp', 8], ['indexMsgTimestamp', 8], ['masterFlushedOffset', 8],
  ['confirmPhyOffset', 8],
] as const

/**
 * Null when both are the same; otherwise where they differ first and what is written there, such as
 * `commitlog/…: record at 224, STORETIMESTAMP: 1795229552910 instead of 1795229552911`.
 */
export function firstDifference(file: string, actual: Uint8Array, expected: Uint8Array, slots = 100): string | null {
  if (actual.length !== expected.length) return `${file}: ${actual.length} bytes instead of ${expected.length}`
  const at = expected.findIndex((byte, position) => byte !== actual[position])
  if (at === -1) return null
  const { name, position, length } = fieldAt(file, expected, at, slots)
  const value = (bytes: Uint8Array): string => show(bytes.subarray(position, position + length))
  return `${file}: ${name}: ${value(actual)} instead of ${value(expected)}`
}

interface Field {
  readonly name: string
  readonly position: number
  readonly length: number
}

function fieldAt(file: string, bytes: Uint8Array, at: number, slots: number): Field {
  if (file.startsWith('commitlog/')) return fieldOfLog(bytes, at)
  if (file.startsWith('consumequeue/')) {
    const start = at - (at % 20)
    return fieldOf(CQ_ENTRY, start, at, `entry ${start / 20}`)
  }
  if (file === 'checkpoint') return fieldOf(CHECKPOINT, 0, at, 'checkpoint')
  if (!file.startsWith('index/')) return { name: `byte ${at}`, position: at, length: 1 }
  if (at < 40) return fieldOf(INDEX_HEADER, 0, at, 'header')
  const entries = 40 + slots * 4
  if (at < entries) return { name: `slot ${(at - (at % 4) - 40) / 4}`, position: at - (at % 4), length: 4 }
  const start = at - ((at - entries) % 20)
  return fieldOf(INDEX_ENTRY, start, at, `entry ${(start - entries) / 20}`)
}

function fieldOfLog(bytes: Uint8Array, at: number): Field {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let start = 0
  for (let size = view.getInt32(0); size > 0 && start + size <= at; size = view.getInt32(start)) start += size
  const field = fieldOf(RECORD_HEAD, start, at, `record at ${start}`)
  if (!field.name.includes('beyond')) return field
  const bodyAt = start + RECORD_HEAD.reduce((sum, [, length]) => sum + length, 0)
  const bodyEnd = bodyAt + view.getInt32(bodyAt - 4)
  const part = at < bodyEnd ? 'BODY' : at <= bodyEnd + bytes[bodyEnd]! ? 'TOPIC' : 'PROPERTIES'
  return { name: `record at ${start}, ${part}, byte ${at - start} of the record`, position: at, length: 1 }
}

function fieldOf(fields: ReadonlyArray<readonly [string, number]>, start: number, at: number, where: string): Field {
  let position = start
  for (const [name, length] of fields) {
    if (at < position + length) return { name: `${where}, ${name}`, position, length }
    position += length
  }
  return { name: `${where}, beyond its fields, byte ${at - start}`, position: at, length: 1 }
}

function show(bytes: Uint8Array): string {
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return bytes.length === 1 ? `0x${hex}` : String(BigInt.asIntN(bytes.length * 8, BigInt(`0x${hex}`)))
}
