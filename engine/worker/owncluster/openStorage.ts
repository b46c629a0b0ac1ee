import { OpfsDisk } from '../../adapters/opfs/OpfsDisk'
import { MemoryDisk } from '../../ports/memory/MemoryDisk'
import { takeDirectory } from '../takeDirectory'
import { OWN_BROKER } from './ownScenario'
import type { OwnStorage } from './OwnStorage'
import type { Shelf } from './Shelves'

/** A worker that was ended a moment ago may take so long to go, in ms. */
const PATIENCE_MILLIS = 1000

/** The disk of this tab's own cluster, unless another tab has it. */
export async function openStorage(): Promise<OwnStorage> {
  const options = { lock: 'rocketscope-own-disk', patience: PATIENCE_MILLIS, isEmptied: false }
  const { directory, reason } = await takeDirectory('rocketscope-own', options)
  if (directory === null) return memoryStorage(reason)
  const first = await openShelf(directory)
  const second = await openShelf(await directory.getDirectoryHandle('second', { create: true }))
  const close = (): void => {
    for (const { broker, clients } of [first, second]) [broker, clients].forEach((disk) => disk.closeAll())
  }
  return { storage: 'opfs', reason: null, shelves: [first, second], close, estimate }
}

async function openShelf(directory: FileSystemDirectoryHandle): Promise<Record<keyof Shelf, OpfsDisk>> {
  const broker = await directory.getDirectoryHandle(OWN_BROKER, { create: true })
  const clients = await directory.getDirectoryHandle('clients', { create: true })
  return { broker: new OpfsDisk(broker), desk: new OpfsDisk(directory), clients: new OpfsDisk(clients) }
}

/** A disk that ends with the worker. */
export function memoryStorage(reason: 'no-opfs' | 'second-tab'): OwnStorage {
  return {
    storage: 'memory',
    reason,
    shelves: [memoryShelf(), memoryShelf()],
    close: () => {},
    estimate: () => Promise.resolve(null),
  }
}

function memoryShelf(): Shelf {
  return { broker: new MemoryDisk(), desk: new MemoryDisk(), clients: new MemoryDisk() }
}

async function estimate(): Promise<{ quota: number; usage: number } | null> {
  const { quota, usage } = await navigator.storage.estimate()
  return quota === undefined || usage === undefined ? null : { quota, usage }
}
