/** What should be a zip is none, or one that can't be read here. */
export class ZipError extends Error {
  /** `entries`: it has more of them than are read here, 65,534; `zip64`: more bytes, 4 GiB. */
  readonly reason: 'damaged' | 'encrypted' | 'method' | 'entries' | 'zip64'
  /** The file in the zip; empty: the zip as a whole. */
  readonly path: string

  constructor(reason: ZipError['reason'], path = '') {
    super(`zip: ${reason}${path === '' ? '' : `, ${path}`}`)
    this.name = 'ZipError'
    this.reason = reason
    this.path = path
  }
}
