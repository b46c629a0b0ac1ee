import { STORE_FUZZER } from './runDrill'
import { testSeedBySeed } from './seedBySeed'

testSeedBySeed(STORE_FUZZER, 250)
