/** Style, boundaries, dead code. */
import { commandLine } from '../engine/adapters/cli/commandLine.mjs'
import { language, lint, report } from './support/checks.mjs'

commandLine({ usage: 'usage: npm run lint' })
process.exit(report([...(await lint()), await language()]))
