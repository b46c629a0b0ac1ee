/** Another tab, or a worker that has not ended yet, has the file open: OPFS allows one at a time. */
export class DiskInUseError extends Error {
  readonly path: string

  constructor(path: string) {
    super(`${path} is in use by another tab`)
    this.name = 'DiskInUseError'
    this.path = path
  }
}
