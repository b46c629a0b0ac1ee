/** Fuzzes the store: tests/fuzz/fuzz.ts. */
import { drill } from './support/drill.mjs'

await drill('fuzz')
