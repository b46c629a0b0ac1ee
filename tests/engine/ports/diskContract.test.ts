import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, it } from 'vitest'
import { NodeFsDisk } from '../../../engine/adapters/node-fs/NodeFsDisk'
import type { Disk } from '../../../engine/ports/Disk'
import { FaultyDisk } from '../../../engine/ports/memory/FaultyDisk'
import { MemoryDisk } from '../../../engine/ports/memory/MemoryDisk'
import { runInKernel } from '../support/runInKernel'
import { diskCases } from './diskContract'

const top = mkdtempSync(path.join(tmpdir(), 'disk-contract-'))
afterAll(() => rmSync(top, { recursive: true, force: true }))

let created = 0
const disks: Array<[string, () => Disk]> = [
  ['MemoryDisk', () => new MemoryDisk()],
  ['MemoryDisk with bounds', () => new MemoryDisk(0x40000000)],
  ['FaultyDisk over memory', () => new FaultyDisk(new MemoryDisk())],
  ['NodeFsDisk', () => new NodeFsDisk(path.join(top, String(created++)))],
  ['NodeFsDisk with bounds', () => new NodeFsDisk(path.join(top, String(created++)), 0x40000000)],
]

describe.each(disks)('%s', (_, create) => {
  it.each(diskCases.map((each) => [each.name, each] as const))('%s', (__, each) => {
    runInKernel(() => each.run(create()))
  })
})
