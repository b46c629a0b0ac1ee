/**
 * Proves with RocketMQ itself that our stores are its stores. Needs a JDK, Maven and Maven Central; without them it says so
 * and ends well. Ends with "N passed, N failed".
 */
import { report } from './support/checks.mjs'
import { interop } from './support/interop.mjs'

process.exit(report([await interop()]))
