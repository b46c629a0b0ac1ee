import { CLUSTER_FUZZER } from './runClusterDrill'
import { testSeedBySeed } from './seedBySeed'

testSeedBySeed(CLUSTER_FUZZER, 125)
