/**
 * Proves with RocketMQ itself that our stores are its stores. Needs a JDK, Maven and Maven Central; without them it says so
 * and ends well. Ends with "N passed, N failed".
 */
import { commandLine } from '../engine/adapters/cli/commandLine.mjs'
import { report } from './support/checks.mjs'
import { interop } from './support/interop.mjs'

commandLine({ usage: 'usage: npm run interop' })
process.exit(report([await interop()]))
