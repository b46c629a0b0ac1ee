import { afterEach, describe, expect, it, vi } from 'vitest'
import { takeDirectory } from '../../../engine/worker/takeDirectory'

afterEach(() => vi.unstubAllGlobals())

const OPTIONS = { lock: 'a lock', patience: 0, isEmptied: false }

/** A browser's origin: what is at the top of its OPFS, and the locks that somebody holds. */
function origin(held: readonly string[] = []): { names: Set<string>; removed: string[] } {
  const found = { names: new Set<string>(), removed: [] as string[] }
  const top = {
    removeEntry: async (name: string) => void found.removed.push(name),
    getDirectoryHandle: async (name: string) => {
      found.names.add(name)
      return { name }
    },
  }
  type Granted = (lock: object | null) => unknown
  const request = (name: string, { signal }: { signal?: AbortSignal }, granted: Granted): Promise<unknown> => {
    if (!held.includes(name)) return Promise.resolve(granted({ name }))
    if (signal === undefined) return Promise.resolve(granted(null))
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('too late'))))
  }
  vi.stubGlobal('navigator', { storage: { getDirectory: async () => top }, locks: { request } })
  vi.stubGlobal('FileSystemFileHandle', class {})
  return found
}

describe('takeDirectory', () => {
  it('gives the directory as it is, or emptied', async () => {
    const { names, removed } = origin()
    expect(await takeDirectory('own', OPTIONS)).toMatchObject({ directory: { name: 'own' }, reason: null })
    expect([[...names], removed]).toEqual([['own'], []])
    await takeDirectory('own', { ...OPTIONS, isEmptied: true })
    expect(removed).toEqual(['own'])
  })

  it('touches nothing when somebody else has the lock', async () => {
    const { names, removed } = origin(['a lock'])
    const second = { directory: null, reason: 'second-tab' }
    expect(await takeDirectory('own', { ...OPTIONS, isEmptied: true })).toEqual(second)
    expect(await takeDirectory('own', { ...OPTIONS, isEmptied: true, patience: 5 })).toEqual(second)
    expect([[...names], removed]).toEqual([[], []])
  })

  it('says when the browser has no such thing', async () => {
    vi.stubGlobal('navigator', {})
    expect(await takeDirectory('own', OPTIONS)).toEqual({ directory: null, reason: 'no-opfs' })
  })

  it('says so too when the browser has it and refuses to use it', async () => {
    origin()
    vi.stubGlobal('navigator', { storage: { getDirectory: () => Promise.reject(new Error('private')) } })
    expect(await takeDirectory('own', OPTIONS)).toEqual({ directory: null, reason: 'no-opfs' })
  })
})
