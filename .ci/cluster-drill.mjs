/**
 * Drills whole clusters: bundles tests/fuzz/cluster-drill.ts and runs it with our arguments, such as `--seeds 1..1000`. With
 * `--mutants` it plants faults instead, all or those whose names follow, and shows which seeds find them.
 */
import { bundleForNode } from './support/bundle.mjs'
import { run } from './support/command.mjs'

const [option, ...names] = process.argv.slice(2)
const FIND_ALL = ['tests/fuzz/mutants/findAll.mjs', '--cluster']
if (option === '--mutants') process.exit(await run(process.execPath, [...FIND_ALL, ...names]))
const program = await bundleForNode('tests/fuzz/cluster-drill.ts', { name: 'cluster-drill' })
process.exit(await run(process.execPath, ['--enable-source-maps', program, ...process.argv.slice(2)]))
