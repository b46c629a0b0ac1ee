/** Indexes the runs of all scenarios (`content/indexRuns.ts`) into .cache/run-index.json, for the site's build. */
import { pathToFileURL } from 'node:url'
import { bundleForNode } from './bundle.mjs'
import { root } from './command.mjs'

const program = await bundleForNode('content/indexRuns.ts', { name: 'indexRuns', traced: true })
const { indexRuns } = await import(pathToFileURL(program).href)
await indexRuns(root)
