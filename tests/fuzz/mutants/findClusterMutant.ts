/** `node BUNDLE LAST`: runs seeds from 1 on until the drill finds that the engine it was bundled with is broken. Prints the seed. */
import { runClusterSeed } from '../runClusterDrill'

const last = Number(process.argv[2])
for (let seed = 1; seed <= last; seed++) {
  const { problem } = runClusterSeed(seed)
  if (problem === null) continue
  console.log(JSON.stringify({ seed, problem: problem.split('\n')[0] }))
  process.exit(0)
}
console.log(JSON.stringify({ seed: null, problem: null }))
