/** Drills whole clusters: bundles tests/fuzz/cluster-drill.ts and runs it with our arguments, such as `--seeds 1..1000`. */
import { bundleForNode } from './support/bundle.mjs'
import { run } from './support/command.mjs'

const program = await bundleForNode('tests/fuzz/cluster-drill.ts', { name: 'cluster-drill' })
process.exit(await run(process.execPath, ['--enable-source-maps', program, ...process.argv.slice(2)]))
