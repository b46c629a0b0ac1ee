/**
 * Fuzzes the store: bundles tests/fuzz/fuzz.ts and runs it with our arguments, such as `--seeds 1..2000`. With `--mutants` it
 * plants faults instead, all or those whose names follow, and shows which seeds find them.
 */
import { bundleForNode } from './support/bundle.mjs'
import { run } from './support/command.mjs'

const [option, ...names] = process.argv.slice(2)
if (option === '--mutants') process.exit(await run(process.execPath, ['tests/fuzz/mutants/findAll.mjs', ...names]))
const program = await bundleForNode('tests/fuzz/fuzz.ts', { name: 'fuzz' })
process.exit(await run(process.execPath, ['--enable-source-maps', program, ...process.argv.slice(2)]))
