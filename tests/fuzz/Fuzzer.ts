/** How a plan has ended. */
export interface Fuzzed {
  readonly plan: { readonly operations: readonly unknown[] }
  /** Null if everything was as it should be. */
  readonly problem: string | null
}

/** A drill that is run over many seeds. */
export interface Fuzzer<Result extends Fuzzed = Fuzzed> {
  /** As in `npm run <command>`. */
  readonly command: string
  /** The scenario that the site opens with the same seed. */
  readonly scenario: string
  /** How many seeds it runs when it is not told which. */
  readonly seeds: number
  /** Runs the plan of a seed: the same run as on the site. */
  run(seed: number): Result
  /** Leaves out operations as long as the plan still goes wrong; what is left is mostly to the point. */
  minimise(result: Result): Result
}
