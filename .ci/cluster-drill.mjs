/** Drills whole clusters: tests/fuzz/cluster-drill.ts. */
import { drill } from './support/drill.mjs'

await drill('cluster-drill', ['--cluster'])
