/** `npm run fuzz -- --seeds A..B`: runs the store's fuzzer over these seeds and says which of them go wrong. */
import { STORE_FUZZER } from './runDrill'
import { runSeeds } from './runSeeds'

runSeeds(STORE_FUZZER)
