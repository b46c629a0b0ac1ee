/** Fuzzes the store: bundles tests/fuzz/fuzz.ts and runs it with our arguments, such as `--seeds 1..2000`. */
import { bundleForNode } from './support/bundle.mjs'
import { run } from './support/command.mjs'

const program = await bundleForNode('tests/fuzz/fuzz.ts', { name: 'fuzz' })
process.exit(await run(process.execPath, ['--enable-source-maps', program, ...process.argv.slice(2)]))
