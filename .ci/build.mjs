/** Builds the site into out/. */
import { commandLine } from '../engine/adapters/cli/commandLine.mjs'
import { build } from './support/site.mjs'

commandLine({ usage: 'usage: npm run build' })
process.exit(await build())
