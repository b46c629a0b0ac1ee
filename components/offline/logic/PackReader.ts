/** Where a file lies in a pack, in bytes: `[offset, length]`. */
type Span = readonly [number, number]

/**
 * Many files as one: four bytes with the length of the index, the index as JSON, and the files, each compressed with gzip by itself.
 * So what stands in for thousands of requests is one, and any file can be had without unpacking the others.
 */
export class PackReader {
  private readonly blob: Blob
  private readonly index: ReadonlyMap<string, Span>

  private constructor(blob: Blob, index: ReadonlyMap<string, Span>) {
    this.blob = blob
    this.index = index
  }

  /** @throws Error when it is no pack */
  static async open(blob: Blob): Promise<PackReader> {
    const length = new DataView(await blob.slice(0, 4).arrayBuffer()).getUint32(0)
    const start = 4 + length
    if (start > blob.size) throw new Error('not a pack')
    const spans = JSON.parse(await blob.slice(4, start).text()) as Record<string, Span>
    const index = Object.entries(spans).map(([path, [offset, size]]) => [path, [start + offset, size]] as const)
    return new PackReader(blob, new Map(index))
  }

  has(path: string): boolean {
    return this.index.has(path)
  }

  /** Null if there is no such file in it. */
  read(path: string): ReadableStream<Uint8Array> | null {
    const span = this.index.get(path)
    if (span === undefined) return null
    const [offset, length] = span
    const packed = this.blob.slice(offset, offset + length).stream() as ReadableStream<Uint8Array<ArrayBuffer>>
    return packed.pipeThrough(new DecompressionStream('gzip'))
  }
}
