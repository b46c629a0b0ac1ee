import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { readZipDirectory } from '../../engine/adapters/zip/readZipDirectory'
import { unzipEntry } from '../../engine/adapters/zip/unzipEntry'
import { atOnce } from '../../engine/worker/archive/Steps'
import { ZipWriter } from '../../engine/adapters/zip/ZipWriter'
import { NodeFsDisk } from '../../engine/adapters/node-fs/NodeFsDisk'
import type { Blocking } from '../../engine/kernel/Blocking'
import { freePort, JavaProcess } from './JavaProcess'

/** Below its port is the one for everything but pulls, above it the one for slaves. */
const PORTS_BELOW = 2
const PORTS_ABOVE = 1

export interface Jars {
  /** Class paths. */
  readonly broker: readonly string[]
  readonly namesrv: readonly string[]
}

/** A name server on a port of its own. */
export async function startNameServer(
  jars: Jars,
  directory: string,
): Promise<{ readonly process: JavaProcess; readonly address: string }> {
  mkdirSync(directory, { recursive: true })
  const port = await freePort()
  const conf = path.join(directory, 'namesrv.conf')
  writeFileSync(conf, `listenPort=${port}\n`)
  const mainClass = 'org.apache.rocketmq.namesrv.NamesrvStartup'
  const process = new JavaProcess('namesrv', { classPath: jars.namesrv, mainClass, args: ['-c', conf], directory })
  await process.listening(port)
  return { process, address: `127.0.0.1:${port}` }
}

/**
 * A broker on the store in this directory, with the configuration that came along with it. Only where it can be reached
 * is changed, and that it doesn't mind how full this machine's disk is.
 */
export async function startBroker(jars: Jars, directory: string, nameServer: string): Promise<JavaProcess> {
  const port = await freePort(PORTS_BELOW, PORTS_ABOVE)
  const given = readFileSync(path.join(directory, 'broker.conf'), 'utf8')
  const conf = given.replace(/^listenPort=.*$/m, `listenPort=${port}`).replace(/^namesrvAddr=.*$/m, `namesrvAddr=${nameServer}`)
  writeFileSync(path.join(directory, 'interop.conf'), `${conf}diskMaxUsedSpaceRatio=95\n`)
  const mainClass = 'org.apache.rocketmq.broker.BrokerStartup'
  const args = ['-c', 'interop.conf']
  const process = new JavaProcess('broker', { classPath: jars.broker, mainClass, args, directory })
  await process.listening(port)
  return process
}

/** Unpacks a zip that we have made. */
export function unzipTo(directory: string, zip: Uint8Array): void {
  for (const entry of readZipDirectory(zip)) {
    const target = path.join(directory, entry.path)
    mkdirSync(path.dirname(target), { recursive: true })
    const pieces: Uint8Array[] = []
    atOnce(unzipEntry(zip, entry, (bytes) => pieces.push(bytes.slice())))
    writeFileSync(target, Buffer.concat(pieces))
  }
}

/** Packs a store directory as somebody would who brings it to the page. */
export function* zipDirectory(directory: string): Blocking<Uint8Array> {
  const disk = new NodeFsDisk(directory)
  const writer = new ZipWriter(Date.now())
  for (const name of yield* disk.list('store')) writer.add(name, [readFileSync(path.join(directory, name))])
  return writer.finish()
}
