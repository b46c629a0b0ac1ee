/**
 * Drills whole clusters: bundles tests/fuzz/cluster-drill.ts and runs it with our arguments, such as `--seeds 1..1000`. With
 * `--mutants` it plants faults instead, all or those whose names follow, and shows which seeds find them.
 */
import { commandLine, refuse } from '../engine/adapters/cli/commandLine.mjs'
import { drillCommand } from '../tests/fuzz/drillCommand.mjs'
import { bundleForNode } from './support/bundle.mjs'
import { run } from './support/command.mjs'

const command = drillCommand('cluster-drill')
const { values, positionals } = commandLine(command)
if (values.mutants) process.exit(await run(process.execPath, ['tests/fuzz/mutants/findAll.mjs', '--cluster', ...positionals]))
if (positionals.length > 0) refuse(`unexpected "${positionals[0]}"`, command.usage)
const program = await bundleForNode('tests/fuzz/cluster-drill.ts', { name: 'cluster-drill' })
process.exit(await run(process.execPath, ['--enable-source-maps', program, ...process.argv.slice(2)]))
