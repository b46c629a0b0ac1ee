/** `npm run fuzz -- --seeds A..B`: runs the store's fuzzer over these seeds and says which of them go wrong. */
import { reportOf } from './report'
import { runSeed } from './runDrill'
import { runSeeds } from './runSeeds'

runSeeds({ command: 'fuzz', seeds: 2000, run: runSeed, report: reportOf })
