import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NodeFsDisk } from '../../../../engine/adapters/node-fs/NodeFsDisk'
import { translated } from '../../../../engine/adapters/node-fs/translated'
import { DiskFullError, DiskIoError } from '../../../../engine/ports/Disk'
import { runInKernel } from '../../support/runInKernel'

let root = ''
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'node-fs-disk-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

describe('NodeFsDisk', () => {
  it('keeps its files where anybody can look at them', () => {
    runInKernel(function* () {
      const file = yield* new NodeFsDisk(root).open('store/commitlog/0', true)
      file.write(0, Uint8Array.of(104, 105))
    })
    expect(readFileSync(path.join(root, 'store/commitlog/0'), 'utf8')).toBe('hi')
  })

  it('finds what an earlier run has left', () => {
    writeFileSync(path.join(root, 'left'), 'hello')
    runInKernel(function* () {
      const disk = new NodeFsDisk(root)
      expect(yield* disk.list('')).toEqual(['left'])
      expect((yield* disk.open('left', false)).size()).toBe(5)
    })
  })

  it.each(['../outside', '/etc/hostname', 'a/../../b'])('does not reach out of its directory: %s', (name) => {
    runInKernel(function* () {
      const disk = new NodeFsDisk(path.join(root, 'inside'))
      let error: unknown
      try {
        yield* disk.open(name, true)
      } catch (thrown) {
        error = thrown
      }
      expect(error).toBeInstanceOf(DiskIoError)
    })
    expect(readdirSync(root)).toEqual(['inside'])
  })

  it('gives back all descriptors', () => {
    runInKernel(function* () {
      const disk = new NodeFsDisk(root)
      const file = yield* disk.open('f', true)
      disk.closeAll()
      expect(() => file.write(0, Uint8Array.of(1))).toThrow(DiskIoError)
      file.close()
      const again = yield* disk.open('f', false)
      again.write(0, Uint8Array.of(1))
      expect(again.size()).toBe(1)
    })
  })

  it('tells a full disk from a broken one', () => {
    const failing = (code: string) => () => {
      throw Object.assign(new Error(code), { code })
    }
    expect(() => translated('f', 'write', failing('ENOSPC'), 7)).toThrow(new DiskFullError('f', 7))
    expect(() => translated('f', 'write', failing('EIO'), 7)).toThrow(new DiskIoError('f', 'write'))
  })
})
