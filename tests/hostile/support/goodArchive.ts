import { readZipDirectory } from '../../../engine/adapters/zip/readZipDirectory'
import { unzipEntry } from '../../../engine/adapters/zip/unzipEntry'
import { atOnce } from '../../../engine/worker/archive/Steps'
import { TestWorld } from '../../engine/worker/owncluster/support/TestWorld'

export type Files = Map<string, Uint8Array>

/** The files of an archive, by path. */
export function filesIn(zip: Uint8Array): Files {
  return new Map(readZipDirectory(zip).map((entry) => {
    const pieces: Uint8Array[] = []
    atOnce(unzipEntry(zip, entry, (bytes) => pieces.push(bytes.slice())))
    return [entry.path, Buffer.concat(pieces)]
  }))
}

let made: Promise<Files> | null = null

async function make(): Promise<Files> {
  const world = new TestWorld()
  await world.open()
  await world.send({ count: 40, topic: 'Orders' })
  await world.send({ count: 25, topic: 'Payments' })
  const { zip } = await world.ask({ type: 'own-export' }, 'own-zip')
  await world.cluster.close()
  return new Map([...filesIn(zip)].filter(([path]) => !path.endsWith('.bak')))
}

/**
 * What a page has exported: a store of 65 messages in two topics, without the tables' backups. Everybody gets a copy to spoil.
 */
export async function goodFiles(): Promise<Files> {
  made ??= make()
  return new Map([...await made].map(([path, bytes]) => [path, Uint8Array.from(bytes)]))
}
