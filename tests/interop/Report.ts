/** Counts what agrees and what doesn't, and says so. */
export class Report {
  passed: number
  failed: number
  readonly failures: string[]

  constructor() {
    this.passed = 0
    this.failed = 0
    this.failures = []
  }

  /** One thing that must hold. `problem`: empty when it does. */
  check(what: string, problem: string): void {
    if (problem === '') {
      this.passed++
    } else {
      this.failed++
      this.failures.push(`${what}: ${problem}`)
    }
    console.log(problem === '' ? `  ✓ ${what}` : `  ✗ ${what}: ${problem}`)
  }
}
