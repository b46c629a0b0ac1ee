/** Measures: bundles and runs tests/bench/*.bench.ts, or those whose names contain one of the arguments. */
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { commandLine } from '../engine/adapters/cli/commandLine.mjs'
import { bundleForNode } from './support/bundle.mjs'
import { fail, root, run } from './support/command.mjs'

const SUFFIX = '.bench.ts'
const folder = path.join(root, 'tests', 'bench')
const { positionals: wanted } = commandLine({ usage: 'usage: npm run bench -- [PART_OF_A_NAME …]', positionals: Infinity })
const names = (existsSync(folder) ? readdirSync(folder) : [])
  .filter((file) => file.endsWith(SUFFIX))
  .map((file) => file.slice(0, -SUFFIX.length))
  .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
  .sort()
if (names.length === 0) fail(wanted.length === 0 ? 'There are no benchmarks.' : `No benchmark is called ${wanted.join(' or ')}.`)

let worst = 0
for (const name of names) {
  const program = await bundleForNode(`tests/bench/${name}${SUFFIX}`, { name: `bench-${name}` })
  worst = Math.max(worst, await run(process.execPath, ['--enable-source-maps', '--expose-gc', program]))
}
process.exit(worst)
