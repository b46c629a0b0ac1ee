/** A cluster in Node, as in the browser: npm run cluster -- SCENARIO [options]. --trace runs the traced build. */
import { CLUSTER_COMMAND } from '../engine/adapters/cli/clusterCommand.mjs'
import { commandLine } from '../engine/adapters/cli/commandLine.mjs'
import { bundleForNode } from './support/bundle.mjs'
import { fail, run } from './support/command.mjs'

const traced = commandLine(CLUSTER_COMMAND).values.trace === true
const name = traced ? 'cluster-traced' : 'cluster'
const program = await bundleForNode('engine/adapters/cli/cluster.ts', { name, traced }).catch(() =>
  fail('The cluster could not be bundled; the reason stands above.'),
)
process.exit(await run(process.execPath, ['--enable-source-maps', program, ...process.argv.slice(2)]))
