/** Style, boundaries, dead code. */
import { lint, report } from './support/checks.mjs'

process.exit(report(await lint()))
