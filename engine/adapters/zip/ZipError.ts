/** What should be a zip is none, or one that can't be read here. */
export class ZipError extends Error {
  readonly reason: 'damaged' | 'encrypted' | 'method' | 'zip64'
  /** The file in the zip; empty: the zip as a whole. */
  readonly path: string

  constructor(reason: ZipError['reason'], path = '') {
    super(`zip: ${reason}${path === '' ? '' : `, ${path}`}`)
    this.name = 'ZipError'
    this.reason = reason
    this.path = path
  }
}
