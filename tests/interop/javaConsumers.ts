import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { AskedProgram } from './AskedProgram'
import { JavaClient } from './JavaClient'
import { pause } from './JavaProcess'
import { LiveNodes } from './LiveNodes'
import type { Programs } from './mqadmin'
import { until } from './mqadmin'
import type { Report } from './Report'

/** What a consumer says of a message. */
interface Consumed {
  readonly topic: string
  readonly queueId: number
  readonly queueOffset: number
  readonly body: string
  readonly reconsumeTimes: number
}

const QUEUES = 6
const MESSAGES = 60
/** A member that is killed is missed when its connection ends, and its queues are handed over then. */
const HAND_OVER_MILLIS = 45_000

/** RocketMQ's own consumers of every kind at our broker and our name server. */
export async function proveJavaConsumers(report: Report, programs: Programs, root: string): Promise<void> {
  const directory = path.join(root, 'consumers')
  mkdirSync(directory, { recursive: true })
  const live = new LiveNodes()
  const nameServer = await live.startNameServer()
  const broker = await live.startBroker(nameServer)
  await live.run(function* () {
    for (const topic of ['Shared', 'Ordered', 'News', 'Chosen', 'Failing', 'Pulled', 'Deals', 'Popped']) {
      const config = yield* broker.getTopicConfigManager().createTopicInSendMessageBackMethod(topic, topic === 'Ordered' ? 2 : QUEUES, 6, 0)
      if (config === null) throw new Error(`no topic ${topic}`)
    }
    yield* broker.registerBrokerAll(true)
  })
  const program = (name: string): AskedProgram => {
    return new AskedProgram(name, { classPath: programs.client, mainClass: 'InteropConsumers', args: [nameServer, name], directory })
  }
  const client = new JavaClient('client', { classPath: programs.client, mainClass: 'InteropClient', args: [nameServer], directory })
  const [one, two, three] = [program('one'), program('two'), program('three')]
  const rig: Rig = { report, client, members: [one, two, three], live }
  await client.queues('Shared')
  await sharing(rig)
  const proofs = [ordered, broadcasting, choosing, tryingAgain, pulling, transactions, popping]
  await Promise.all(proofs.map((prove) => prove(rig)))
  await one.stop()
  await two.stop()
  await client.stop()
  report.check('nothing has failed in our broker', live.uncaught.join('\n'))
  live.stop()
}

interface Rig {
  readonly report: Report
  readonly client: JavaClient
  readonly members: readonly [AskedProgram, AskedProgram, AskedProgram]
  readonly live: LiveNodes
}

async function received(member: AskedProgram, name: string): Promise<Consumed[]> {
  return (await member.ask('received', name)) as Consumed[]
}

async function sendAll(client: JavaClient, topic: string, queues: number, count = MESSAGES, tag = 'Tag'): Promise<string[]> {
  const bodies = Array.from({ length: count }, (_, number) => `${topic} ${tag} ${number}`)
  for (const [number, body] of bodies.entries()) await client.send(topic, number % queues, `key-${number}`, tag, body)
  return bodies
}

const bodiesOf = (messages: readonly Consumed[]): string[] => messages.map(({ body }) => body).sort()
const isSame = (one: readonly string[], other: readonly string[]): boolean => [...one].sort().join('\n') === [...other].sort().join('\n')

/** Three members share the queues; when one is killed, the others take its queues over. */
async function sharing({ report, client, members }: Rig): Promise<void> {
  for (const member of members) await member.ask('push', 'shared', 'sharers', 'Shared', 'CLUSTERING', 'concurrently', 'TAG', '*', 0)
  const all = async (): Promise<Consumed[][]> => Promise.all(members.map((member) => received(member, 'shared')))
  // Each has its share when each is given something of what is sent.
  let sent: string[] = []
  await until(async () => {
    sent = [...sent, ...(await sendAll(client, 'Shared', QUEUES, QUEUES, `round ${sent.length}`))]
    return (await all()).every((messages) => messages.length > 0)
  })
  const bodies = await sendAll(client, 'Shared', QUEUES)
  await until(async () => (await all()).flat().length >= sent.length + bodies.length)
  const shares = (await all()).map((messages) => messages.filter(({ body }) => bodies.includes(body)))
  report.check('three members share all messages', isSame(bodiesOf(shares.flat()), bodies) ? '' : `${shares.flat().length}`)
  const queues = shares.map((messages) => new Set(messages.map(({ queueId }) => queueId)).size)
  report.check('each has two of six queues', queues.join() === '2,2,2' ? '' : queues.join())

  members[2].process.child.kill('SIGKILL')
  const later = await sendAll(client, 'Shared', QUEUES, MESSAGES, 'later')
  const left = async (): Promise<Consumed[]> => (await Promise.all(members.slice(0, 2).map((member) => received(member, 'shared')))).flat()
  const isAll = await until(async () => {
    const found = new Set((await left()).map(({ body }) => body))
    return later.every((body) => found.has(body))
  }, HAND_OVER_MILLIS)
  report.check('the queues of one that was killed go to the others', isAll ? '' : 'they do not')
}

async function ordered({ report, client, members }: Rig): Promise<void> {
  for (const member of members.slice(0, 2)) await member.ask('push', 'ordered', 'orderly', 'Ordered', 'CLUSTERING', 'orderly', 'TAG', '*', 0)
  const bodies = await sendAll(client, 'Ordered', 2)
  const all = async (): Promise<Consumed[][]> => Promise.all(members.slice(0, 2).map((member) => received(member, 'ordered')))
  const isAll = await until(async () => (await all()).flat().length >= bodies.length, HAND_OVER_MILLIS)
  const messages = (await all()).flat()
  const isInOrder = [0, 1].every((queueId) => {
    const offsets = messages.filter((message) => message.queueId === queueId).map(({ queueOffset }) => queueOffset)
    return offsets.every((offset, index) => index === 0 || offset > offsets[index - 1]!)
  })
  report.check('ordered consumers get each queue in order', isAll && isInOrder ? '' : `all: ${isAll}, in order: ${isInOrder}`)
}

async function broadcasting({ report, client, members }: Rig): Promise<void> {
  const audience = members.slice(0, 2)
  for (const member of audience) await member.ask('push', 'news', 'listeners', 'News', 'BROADCASTING', 'concurrently', 'TAG', '*', 0)
  const bodies = await sendAll(client, 'News', QUEUES, 20)
  const isAll = await until(async () => {
    const all = await Promise.all(audience.map((member) => received(member, 'news')))
    return all.every((messages) => isSame(bodiesOf(messages), bodies))
  })
  report.check('each that broadcasts gets everything', isAll ? '' : 'it does not')
}

async function choosing({ report, client, members: [one] }: Rig): Promise<void> {
  await one.ask('push', 'tag', 'tag-choosers', 'Chosen', 'CLUSTERING', 'concurrently', 'TAG', 'Red || Blue', 0)
  await one.ask('push', 'sql', 'sql-choosers', 'Chosen', 'CLUSTERING', 'concurrently', 'SQL92', "TAGS = 'Red' AND KEYS IN ('key-1', 'key-2')", 0)
  const red = await sendAll(client, 'Chosen', QUEUES, 5, 'Red')
  const blue = await sendAll(client, 'Chosen', QUEUES, 5, 'Blue')
  await sendAll(client, 'Chosen', QUEUES, 5, 'Green')
  const wanted = [red[1]!, red[2]!]
  const isTagged = await until(async () => isSame(bodiesOf(await received(one, 'tag')), [...red, ...blue]))
  const isSelected = await until(async () => isSame(bodiesOf(await received(one, 'sql')), wanted))
  report.check('tags choose', isTagged ? '' : bodiesOf(await received(one, 'tag')).join())
  report.check('SQL92 chooses', isSelected ? '' : bodiesOf(await received(one, 'sql')).join())
}

/** A message that is to come again comes again ten seconds later, through the retry topic. */
async function tryingAgain({ report, client, members: [one] }: Rig): Promise<void> {
  await one.ask('push', 'failing', 'unlucky', 'Failing', 'CLUSTERING', 'concurrently', 'TAG', '*', 1)
  const bodies = await sendAll(client, 'Failing', QUEUES, 4)
  await until(async () => (await received(one, 'failing')).length >= 2 * bodies.length, HAND_OVER_MILLIS)
  const messages = await received(one, 'failing')
  const again = messages.filter(({ reconsumeTimes, topic }) => reconsumeTimes === 1 && topic === 'Failing')
  report.check('what could not be consumed comes again, once', isSame(bodiesOf(again), bodies) ? '' : JSON.stringify(messages))
}

async function pulling({ report, client, members: [, two] }: Rig): Promise<void> {
  await two.ask('lite', 'pullers', 'Pulled')
  const bodies = await sendAll(client, 'Pulled', QUEUES, 20)
  const found: string[] = []
  await until(async () => {
    found.push(...bodiesOf((await two.ask('poll', 'pullers', 500)) as Consumed[]))
    return found.length >= bodies.length
  })
  report.check('a lite pull consumer polls everything', isSame(found, bodies) ? '' : `${found.length}`)
}

/** Two share all queues without any division; what fails comes again out of the retry topic. */
async function popping({ report, client, members }: Rig): Promise<void> {
  const poppers = members.slice(0, 2)
  for (const member of poppers) await member.ask('push', 'popped', 'poppers', 'Popped', 'CLUSTERING', 'popping', 'TAG', '*', 1)
  const shares = async (): Promise<Consumed[][]> => Promise.all(poppers.map((member) => received(member, 'popped')))
  // One pop takes up to 32 messages: until both wait for messages, one may get all.
  let rounds = 0
  const areBoth = await until(async () => {
    await sendAll(client, 'Popped', QUEUES, 2, `round ${rounds++}`)
    return (await shares()).every((share) => share.length > 0)
  })
  report.check('both pop', areBoth ? '' : 'only one does')
  const bodies = await sendAll(client, 'Popped', QUEUES, 24)
  const all = async (): Promise<Consumed[]> => (await shares()).flat().filter(({ body }) => bodies.includes(body))
  const times = async (count: number): Promise<string[]> => {
    return bodiesOf((await all()).filter(({ reconsumeTimes }) => reconsumeTimes === count))
  }
  const isAll = await until(async () => isSame(await times(1), bodies), HAND_OVER_MILLIS)
  report.check('what consumers pop and do not want comes again, to either of them', isAll ? '' : JSON.stringify(await all()))
  const first = await times(0)
  report.check('and was popped once before', isSame(first, bodies) ? '' : first.join())
  const count = (await all()).length
  await pause(12_000)
  report.check('what is acknowledged comes no more', (await all()).length === count ? '' : `${(await all()).length - count} again`)
}

/** The broker asks for the outcome of what is not decided. */
async function transactions({ report, members: [one, two] }: Rig): Promise<void> {
  await one.ask('push', 'deals', 'dealers', 'Deals', 'CLUSTERING', 'concurrently', 'TAG', '*', 0)
  for (const key of ['commit-1', 'rollback-1', 'commit-2']) await two.ask('transact', 'Deals', key)
  const isDone = await until(async () => (await received(one, 'deals')).length >= 2, HAND_OVER_MILLIS)
  const checked = (await two.ask('checked', 'rollback-1')) as number
  const found = await received(one, 'deals')
  const isRight = isDone && checked > 0 && isSame(bodiesOf(found), ['commit-1', 'commit-2'])
  report.check('transactions are checked back', isRight ? '' : `${JSON.stringify(found)}, checked ${checked}`)
}
