/** A scenario that can't be run: where, what was expected there, and what stands there. */
export class ScenarioError extends Error {
  /** Such as `brokers[0].port`. */
  readonly path: string
  readonly expected: string
  readonly found: string

  constructor(path: string, expected: string, found: string) {
    super(`${path}: expected ${expected}, found ${found}`)
    this.name = 'ScenarioError'
    this.path = path
    this.expected = expected
    this.found = found
  }
}
