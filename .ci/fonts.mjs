/** Cuts the font of the first paint out of the whole one: into `app/firstFont/`. Done by hand when the package of the font changes. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { commandLine } from '../engine/adapters/cli/commandLine.mjs'
import { root } from './support/command.mjs'
import { firstFont } from './support/firstFont.mjs'

commandLine({ usage: 'usage: node .ci/fonts.mjs' })
writeFileSync(path.join(root, 'app', 'firstFont', 'newsreader.woff2'), await firstFont())
