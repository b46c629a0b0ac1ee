/** Builds the site into out/. */
import { build } from './support/site.mjs'

process.exit(await build())
