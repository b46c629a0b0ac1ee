/** Synchronous sends through the full path, plain build, disk in memory; and the same frames merely carried to and fro. */
import { Kernel } from '../../engine/kernel/Kernel'
import { MemoryWire } from '../../engine/ports/memory/MemoryWire'
import { median, perSecond, print } from './support/report'
import { measureSends } from './support/sendWorkload'

const FRAME_BYTES = 600
const RUNS = 3

/** The peer: as many round trips of as many bytes over the same network and scheduler, with nobody doing anything. */
function roundTrips(count: number): number {
  const kernel = new Kernel({ seed: 1 })
  const wire = new MemoryWire(kernel)
  const client = kernel.createProcess({ name: 'client', host: '10.0.0.1' })
  const server = kernel.createProcess({ name: 'server', host: '10.0.0.2' })
  wire.listen(server, '10.0.0.2:1', (connection) => {
    server.spawn('echo', function* () {
      for (;;) {
        const bytes = yield* connection.read()
        if (bytes === null) return
        connection.send(bytes)
      }
    })
  })
  let seconds = 0
  client.spawn('main', function* () {
    const connection = yield* wire.connect(client, '10.0.0.2:1', 3000)
    const start = performance.now()
    for (let index = 0; index < count; index++) {
      connection.send(new Uint8Array(FRAME_BYTES))
      yield* connection.read()
    }
    seconds = (performance.now() - start) / 1000
    connection.close()
  })
  kernel.run()
  return seconds
}

measureSends(20_000)
print('synchronous sends, plain build, memory disk')
const rates = new Map<number, number>()
for (const count of [1000, 10_000, 100_000, 1_000_000]) {
  const seconds = median(Array.from({ length: count > 100_000 ? 1 : RUNS }, () => measureSends(count).seconds))
  rates.set(count, count / seconds)
  print(`  ${count} messages: ${perSecond(count, seconds)} sends/s`)
}
print(`  1 000 000 against 1 000 messages: ${(rates.get(1_000_000)! / rates.get(1000)!).toFixed(2)}×`)
const bare = median(Array.from({ length: RUNS }, () => roundTrips(100_000)))
print(`  bare round trips of the same bytes: ${perSecond(100_000, bare)}/s`)
print(`  a full send costs ${(100_000 / bare / rates.get(100_000)!).toFixed(1)}× a bare round trip`)
