import type { ProbeSink } from '../../../engine/trace/probe'
import { __t, setProbeSink } from '../../../engine/trace/probe'

/** Where the statements of a method stand: the traced build's number of each, and its line. */
export type SiteLines = ReadonlyArray<readonly [site: number, line: number]>

/** What is thrown in place of a statement. */
export class PlantedFailure extends Error {
  constructor(line: number) {
    super(`planted in line ${line}`)
    this.name = 'PlantedFailure'
  }
}

/**
 * Follows an object through some of its methods, in the traced build: which lines have run, in which order. At one of them it may
 * throw an exception, once. In the plain build, whose code has no probes, it sees nothing.
 */
export class LineWatch implements ProbeSink {
  readonly ran: number[]
  private readonly lines: ReadonlyMap<number, number>
  private readonly target: object
  private failAt: number | null

  constructor(sites: SiteLines, target: object, failAt: number | null = null) {
    this.ran = []
    this.lines = new Map(sites)
    this.target = target
    this.failAt = failAt
  }

  /** Watches until {@link stop}. One object is watched at a time. */
  start(): void {
    setProbeSink(this)
    // Only with the variables, of which `this` is the first, a statement says whose it is.
    __t.lv = 2
  }

  stop(): void {
    setProbeSink(null)
  }

  locals(site: number, values: readonly unknown[]): void {
    const line = this.lines.get(site)
    if (line === undefined || values[0] !== this.target) return
    if (this.ran.at(-1) !== line) this.ran.push(line)
    if (line !== this.failAt) return
    this.failAt = null
    throw new PlantedFailure(line)
  }

  statement(): void {}

  enter(): number {
    return -1
  }

  self(): void {}

  thrown(): void {}

  exit(): void {}
}
