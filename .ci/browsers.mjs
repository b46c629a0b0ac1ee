/** The built site in Firefox and WebKitGTK, where this machine has them: pages, disks, and the hashes of all runs. */
import { commandLine } from '../engine/adapters/cli/commandLine.mjs'
import { otherBrowsers } from './support/browsers.mjs'
import { report, site, timed } from './support/checks.mjs'

commandLine({ usage: 'usage: npm run browsers' })
const built = await site()
process.exit(report(built.failed > 0 ? [built] : [built, await timed(otherBrowsers)]))
