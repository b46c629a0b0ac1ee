/**
 * Finds out what the pages of the source say of the engine, before the site is built: a page that had to do so itself would take too
 * long for Next. Both are kept in .cache, so that a build with the same engine has them at once.
 *
 *     node .ci/support/derive.mjs runs | facts
 */
import { pathToFileURL } from 'node:url'
import { commandLine } from '../../engine/adapters/cli/commandLine.mjs'
import { bundleForNode } from './bundle.mjs'
import { fail, root } from './command.mjs'

const [what] = commandLine({ usage: 'usage: node .ci/support/derive.mjs runs | facts', positionals: 1 }).positionals
process.chdir(root)
// Where runs come to each method, only the traced engine can tell.
if (what === 'runs') await (await load('content/indexRuns.ts', 'indexRuns', true)).indexRuns(root)
else if (what === 'facts') await (await load('components/source/server/engineFacts.ts', 'engineFacts', false)).engineFacts()
else fail(`nothing is derived that is called ${what}`)

async function load(entry, name, traced) {
  return import(pathToFileURL(await bundleForNode(entry, { name, traced })).href)
}
