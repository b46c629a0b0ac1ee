/** `npm run cluster-drill -- --seeds A..B`: runs the cluster drill over these seeds and says which of them go wrong. */
import { CLUSTER_FUZZER } from './runClusterDrill'
import { runSeeds } from './runSeeds'

runSeeds(CLUSTER_FUZZER)
