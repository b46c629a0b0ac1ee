import { type Pack } from './messages'
import { PackReader } from './PackReader'

const CACHE = 'packs'

/** The packs that the browser keeps, in a cache of their own. */
export class KeptPacks {
  private readonly packs: readonly Pack[]
  /** With a slash at the end. */
  private readonly scope: string
  private readonly readers: Map<string, Promise<PackReader | null>>

  constructor(packs: readonly Pack[], scope: string) {
    this.packs = packs
    this.scope = scope
    this.readers = new Map()
  }

  /** Gets those that are not here yet. `told` hears how many bytes are here. @throws when one can't be had, or there is no room */
  async keep(wanted: readonly Pack[], told: (done: number, of: number) => void): Promise<void> {
    const cache = await caches.open(CACHE)
    const of = wanted.reduce((sum, { bytes }) => sum + bytes, 0)
    let done = 0
    for (const pack of wanted) {
      const before = done
      if ((await cache.match(this.addressOf(pack))) === undefined) {
        await this.fetchInto(cache, pack, (bytes) => told(before + bytes, of))
        this.readers.delete(pack.name)
      }
      done = before + pack.bytes
      told(done, of)
    }
  }

  /** Gets the packs of this version in place of those that are kept of an older one. */
  async renew(): Promise<void> {
    const old = await caches.open(CACHE).then((cache) => cache.keys())
    const names = old.map(({ url }) => /([^/]+)-[0-9a-f]+[.]pack$/.exec(url)?.[1])
    await this.keep(this.packs.filter(({ name }) => names.includes(name)), () => {})
  }

  /** Removes what belongs to other versions. */
  async forgetOthers(): Promise<void> {
    const cache = await caches.open(CACHE)
    const own = this.packs.map((pack) => this.addressOf(pack))
    for (const request of await cache.keys()) if (!own.includes(request.url)) await cache.delete(request)
  }

  /** Null if none that is kept has it. */
  async read(path: string): Promise<ReadableStream<Uint8Array> | null> {
    for (const pack of this.packs) {
      const found = (await this.readerOf(pack))?.read(path)
      if (found !== null && found !== undefined) return found
    }
    return null
  }

  async has(path: string): Promise<boolean> {
    for (const pack of this.packs) if ((await this.readerOf(pack))?.has(path) === true) return true
    return false
  }

  private async readerOf(pack: Pack): Promise<PackReader | null> {
    const known = this.readers.get(pack.name) ?? this.openPack(pack)
    this.readers.set(pack.name, known)
    // What was not here may come.
    if ((await known) === null) this.readers.delete(pack.name)
    return known
  }

  private async openPack(pack: Pack): Promise<PackReader | null> {
    const response = await (await caches.open(CACHE)).match(this.addressOf(pack))
    return response === undefined ? null : PackReader.open(await response.blob())
  }

  private async fetchInto(cache: Cache, pack: Pack, told: (bytes: number) => void): Promise<void> {
    const response = await fetch(this.addressOf(pack))
    if (!response.ok || response.body === null) throw new Error(`${pack.path}: ${response.status}`)
    let bytes = 0
    const counted = response.body.pipeThrough(new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        bytes += piece.length
        told(bytes)
        controller.enqueue(piece)
      },
    }))
    await cache.put(this.addressOf(pack), new Response(counted, { headers: { 'content-type': 'application/octet-stream' } }))
  }

  private addressOf({ path }: Pack): string {
    return `${this.scope}${path}`
  }
}
