/** What the asserts cost: the same sends by the plain engine as it is, and without its asserts, in turns. */
import { loadWorkload } from './support/loadWorkload'
import { median, print } from './support/report'

const MESSAGES = 30_000
const ROUNDS = 15

const [asserting, silent] = [
  await loadWorkload({ name: 'bench-asserting' }), await loadWorkload({ name: 'bench-silent', asserts: false }),
]
const ratios: number[] = []
for (let round = 0; round <= ROUNDS; round++) {
  // Who comes first changes, so that neither always meets the garbage of the other.
  const order = round % 2 === 0 ? [asserting, silent] : [silent, asserting]
  const seconds = new Map(order.map((each) => [each, each.measureSends(MESSAGES).seconds]))
  // The first round only warms up.
  if (round > 0) ratios.push(seconds.get(asserting)! / seconds.get(silent)!)
}
const sorted = [...ratios].sort((one, other) => one - other)
print(`asserts: a send costs ${median(ratios).toFixed(3)}× one without them (median of ${ROUNDS} pairs of ${MESSAGES} sends, ` +
  `${sorted[0]!.toFixed(2)} to ${sorted.at(-1)!.toFixed(2)})`)
