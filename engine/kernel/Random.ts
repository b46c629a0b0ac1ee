// @notrace-file: the scheduler and its parts don't show in the trace of what they schedule.
/**
 * Seeded randomness (sfc32, by Chris Doty-Humphrey): the only source of chance in a run. Integers only; a fraction
 * is an integer divided by 2³², which is exact on every machine.
 */
export class Random {
  private a: number
  private b: number
  private c: number
  private counter: number

  constructor(seed: number) {
    this.a = 0x9e3779b9
    this.b = seed | 0
    this.c = Math.floor(seed / 0x100000000) | 0
    this.counter = 1
    for (let round = 0; round < 16; round++) this.nextInt32()
  }

  /** A signed 32-bit integer, each equally likely. */
  nextInt32(): number {
    const result = (((this.a + this.b) | 0) + this.counter) | 0
    this.counter = (this.counter + 1) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = ((this.c << 21) | (this.c >>> 11)) + result | 0
    return result
  }

  /** An integer in [0, bound). */
  nextInt(bound: number): number {
    return Math.floor(this.nextFraction() * bound)
  }

  /** A number in [0, 1). */
  nextFraction(): number {
    return (this.nextInt32() >>> 0) / 0x100000000
  }

  /** A generator of its own for one process or one purpose, so that a new user of chance does not disturb the others. */
  fork(): Random {
    return new Random((this.nextInt32() >>> 0) * 0x100000 + (this.nextInt32() >>> 12))
  }

  /** One that draws from now on what this one will draw. */
  copy(): Random {
    const copy = new Random(0)
    copy.continueAs(this)
    return copy
  }

  /** Draws from now on what the other will draw. */
  continueAs(other: Random): void {
    this.a = other.a
    this.b = other.b
    this.c = other.c
    this.counter = other.counter
  }

  /** Does it draw from now on what the other draws? */
  isAt({ a, b, c, counter }: Random): boolean {
    return this.a === a && this.b === b && this.c === c && this.counter === counter
  }
}
