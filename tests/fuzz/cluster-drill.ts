/** `npm run cluster-drill -- --seeds A..B`: runs the cluster drill over these seeds and says which of them go wrong. */
import { clusterReportOf } from './clusterReport'
import { runClusterSeed } from './runClusterDrill'
import { runSeeds } from './runSeeds'

runSeeds({ command: 'cluster-drill', seeds: 1000, run: runClusterSeed, report: clusterReportOf })
