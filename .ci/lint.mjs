/** Style, boundaries, dead code. */
import { language, lint, report } from './support/checks.mjs'

process.exit(report([...(await lint()), await language()]))
