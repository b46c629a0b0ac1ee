/**
 * `npm run interop`: does RocketMQ itself go on with a store that our engine has written, and our engine with one that
 * RocketMQ has gone on with? Do its consumers and its mqadmin work with our broker, and our consumers with its?
 * Arguments: which part of this is wanted, `stores` or `conversations`, a directory for it all, and the class paths of broker,
 * name server, and of our programs with its client and its mqadmin.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { JavaClient } from './JavaClient'
import { killAll } from './JavaProcess'
import type { KnownMessage } from './KnownMessage'
import { difference } from './KnownMessage'
import { proveJavaConsumers } from './javaConsumers'
import type { Programs } from './mqadmin'
import { proveMqadmin } from './mqadmin'
import type { Run, Sent } from './ourBroker'
import { SIZES, TOPICS, writeStore } from './ourBroker'
import type { OurReading } from './ourStore'
import { proveOurConsumers } from './ourConsumers'
import { importAndStart, inKernel, startOn } from './ourStore'
import { startBroker, startNameServer, unzipTo, zipDirectory } from './realBroker'
import { Report } from './Report'

const [part, root, ...classPaths] = process.argv.slice(2)
const [brokerPath, namesrvPath, clientPath, toolsPath] = classPaths.map((each) => each.split(path.delimiter))
const jars: Programs = { broker: brokerPath!, namesrv: namesrvPath!, client: clientPath!, tools: toolsPath! }
const report = new Report()
const RUNS: readonly Run[] = [
  { end: 'shutdown', flushDiskType: 'ASYNC_FLUSH', seed: 1 },
  { end: 'power-cut', flushDiskType: 'SYNC_FLUSH', seed: 2 },
  { end: 'power-cut', flushDiskType: 'ASYNC_FLUSH', seed: 3 },
  { end: 'power-cut', flushDiskType: 'ASYNC_FLUSH', seed: 4 },
]
const LIMIT_MILLIS = 600_000
/** Sent in batches: all messages of one have its unique id in the store, as with RocketMQ's own producer and broker. */
const BATCHES = 'Clicks'

process.on('exit', killAll)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))

setTimeout(() => {
  console.error(`not done after ${LIMIT_MILLIS / 60_000} minutes`)
  process.exit(1)
}, LIMIT_MILLIS).unref()

try {
  rmSync(root!, { recursive: true, force: true })
  const nameServer = await startNameServer(jars, path.join(root!, 'namesrv'))
  if (part === 'stores') for (const run of RUNS) await proveBothWays(run, nameServer.address)
  else await proveConversations(nameServer.address)
  await nameServer.process.stop()
} catch (error) {
  report.check('to the end', error instanceof Error ? error.stack ?? error.message : String(error))
}
writeFileSync(path.join(root!, 'report.json'), JSON.stringify(report))
process.exit(report.failed > 0 ? 1 : 0)

async function proveConversations(nameServer: string): Promise<void> {
  console.log('mqadmin and RocketMQ’s consumers at our broker:')
  await Promise.all([proveMqadmin(report, jars, root!, nameServer), proveJavaConsumers(report, jars, root!)])
  console.log('our consumers at RocketMQ’s broker:')
  await proveOurConsumers(report, jars, root!)
}

/** Our engine writes; RocketMQ reads, appends and stops; our engine reads all of it. */
async function proveBothWays(run: Run, nameServer: string): Promise<void> {
  const { end, flushDiskType, seed } = run
  const name = `${end}, ${flushDiskType}, seed ${seed}`
  console.log(`${name}:`)
  const directory = path.join(root!, name.replaceAll(/\W+/g, '-'))
  mkdirSync(directory, { recursive: true })
  const { sent, zip } = await writeStore(run)
  const ours = await startOn(zip, SIZES)
  const survived = sent.filter((message) => ours.messages.some((each) => isSame(each, message)))
  const mayLose = end === 'power-cut' && flushDiskType === 'ASYNC_FLUSH'
  const lost = sent.length - survived.length
  const isAsExpected = survived.length === ours.messages.length && lost > 0 === mayLose
  const counted = `our engine: ${sent.length} sent, ${ours.messages.length} in the store`
  report.check(counted, isAsExpected ? '' : `${survived.length} of them as they were sent`)
  unzipTo(directory, zip)
  report.check('abort', existsSync(path.join(directory, 'store/abort')) === (end === 'power-cut') ? '' : 'is wrong')

  const broker = await startBroker(jars, directory, nameServer)
  const mainClass = 'InteropClient'
  const client = new JavaClient('client', { classPath: clientPath!, mainClass, args: [nameServer], directory })
  await compareReading(client, ours)
  const appended = await append(client)
  const after = await readQueues(client)
  report.check(`RocketMQ appended ${appended}`, after.length === ours.messages.length + appended ? '' : `${after.length} in all`)
  await client.stop()
  await broker.stop()
  report.check('RocketMQ closed its store', existsSync(path.join(directory, 'store/abort')) ? 'abort is there' : '')

  const back = await importAndStart(await inKernel(() => zipDirectory(directory)))
  const problems = back.check.problems.map(({ code, path: where }) => `${code} ${where}`).join(', ')
  report.check('our check of what RocketMQ has left', problems)
  report.check(`our engine reads all ${after.length}`, difference(back.messages.filter(isOurs), after))
  compareKeys(back, after)
}

/** RocketMQ keeps messages of its own, too. */
function isOurs({ topic }: KnownMessage): boolean {
  return Object.hasOwn(TOPICS, topic)
}

function isSame(message: KnownMessage, sent: Sent): boolean {
  return Object.entries(sent).every(([field, value]) => {
    return message[field as keyof Sent] === value || (field === 'uniqueId' && sent.topic === BATCHES)
  })
}

async function readQueues(client: JavaClient): Promise<KnownMessage[]> {
  const found: KnownMessage[] = []
  for (const topic of Object.keys(TOPICS)) {
    const queues = await client.queues(topic)
    for (let queueId = 0; queueId < queues; queueId++) found.push(...(await client.read(topic, queueId)))
  }
  return found
}

/** Everything that one of them finds, the other must find too: in queues, by keys, by ids, by time. */
async function compareReading(client: JavaClient, ours: OurReading): Promise<void> {
  const { messages } = ours
  report.check(`RocketMQ reads all ${messages.length}`, difference(await readQueues(client), messages))

  const some = messages.filter((_, index) => index % 7 === 0)
  const pairs = some.flatMap(({ topic, keys: text }) => text.split(' ').map((key) => ({ topic, key })))
  const keys = new Map(pairs.map((pair) => [`${pair.topic} ${pair.key}`, pair]))
  const wrongKeys: string[] = []
  for (const { topic, key } of keys.values()) {
    if (key === '') continue
    const problem = difference(once(await client.byKey(topic, key)), once(ours.byKey(topic, key)))
    if (problem !== '') wrongKeys.push(`${key}: ${problem}`)
  }
  report.check(`${keys.size} keys`, wrongKeys.slice(0, 3).join('; '))

  const wrongIds: string[] = []
  const single = some.filter(({ topic }) => topic !== BATCHES)
  for (const message of single) {
    const found = await client.byUniqueId(message.topic, message.uniqueId).catch((error: unknown) => String(error))
    const problem = typeof found === 'string' ? found : difference([found], [message])
    if (problem !== '') wrongIds.push(`${message.uniqueId}: ${problem}`)
  }
  report.check(`${single.length} unique ids`, wrongIds.slice(0, 3).join('; '))

  const wrongTimes: string[] = []
  for (const { topic, queueId, storeMillis } of some) {
    const theirs = await client.offsetByTime(topic, queueId, storeMillis)
    const own = ours.offsetByTime(topic, queueId, storeMillis)
    if (theirs !== own) wrongTimes.push(`${topic}/${queueId} at ${storeMillis}: ${theirs} instead of ${own}`)
  }
  report.check(`${some.length} searches by time`, wrongTimes.slice(0, 3).join('; '))
}

/** After a crash RocketMQ's index has some messages twice, and then finds them twice. */
function once(messages: readonly KnownMessage[]): KnownMessage[] {
  return [...new Map(messages.map((message) => [message.physicalOffset, message])).values()]
}

/** @returns how many */
async function append(client: JavaClient): Promise<number> {
  let count = 0
  for (let number = 0; number < 300; number++) {
    const topic = number % 2 === 0 ? 'Orders' : 'Ledger'
    const queueId = number % 2 === 0 ? -1 : 0
    const body = `from Java ${number}`.padEnd(200)
    const { status } = await client.send(topic, queueId, `java-${number} all-java`, 'Java', body)
    if (status === 'SEND_OK') count++
  }
  for (let number = 0; number < 10; number++) {
    if ((await client.batch(BATCHES, 5, `batch ${number} of Java, `)).status === 'SEND_OK') count += 5
  }
  return count
}

/** By the keys of both. */
function compareKeys(back: OurReading, messages: readonly KnownMessage[]): void {
  const some = messages.filter(({ keys }, index) => keys !== '' && index % 7 === 0)
  const wrong = some.filter((message) => {
    const key = message.keys.split(' ')[0]!
    return !back.byKey(message.topic, key).some(({ physicalOffset }) => physicalOffset === message.physicalOffset)
  })
  report.check(`our engine finds ${some.length} by their keys`, wrong.length === 0 ? '' : `${wrong.length} not, such as ${wrong[0]!.keys}`)
}
