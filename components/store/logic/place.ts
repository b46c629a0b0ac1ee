/** A stretch of a file that is looked at. */
export interface FilePlace {
  readonly node: string
  readonly path: string
  readonly position: number
  /** 0: only the position. */
  readonly length: number
}
