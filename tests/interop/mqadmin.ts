import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { AskedProgram } from './AskedProgram'
import { compareAdminAnswers } from './comparedAdmin'
import { JavaClient } from './JavaClient'
import { freePort, JavaProcess, pause } from './JavaProcess'
import { LIVELY, LiveNodes } from './LiveNodes'
import type { Jars } from './realBroker'
import type { Report } from './Report'

const TOPIC = 'Payments'
const GROUP = 'accountants'
const MESSAGES = 12
/** In the table of what a group has consumed: all of both queues. */
const ALL_CONSUMED = [0, 1].map((queue) => new RegExp(`Payments +broker-a +${queue} +6 +6 +0 `))

export interface Programs extends Jars {
  /** Class paths of our programs in Java. */
  readonly client: readonly string[]
  readonly tools: readonly string[]
}

/** RocketMQ's mqadmin at our broker; and every request of operators, asked of both. */
export async function proveMqadmin(
  report: Report, programs: Programs, root: string, realNameServer: string,
): Promise<void> {
  const directory = path.join(root, 'mqadmin')
  mkdirSync(directory, { recursive: true })
  const live = new LiveNodes()
  const nameServer = await live.startNameServer()
  const broker = (await live.startBroker(nameServer)).getBrokerAddr()
  const admin = new AskedProgram('mqadmin', { classPath: programs.tools, mainClass: 'InteropAdmin', args: [], directory })
  const realAddress = await startEmptyBroker(programs, path.join(directory, 'real'), realNameServer)
  await compareAdminAnswers(report, admin, broker, realAddress.address, directory)
  await realAddress.process.stop()

  const client = new JavaClient('client', { classPath: programs.client, mainClass: 'InteropClient', args: [nameServer], directory })
  const commands = new Commands(report, admin, nameServer, broker)
  await commands.expect(['updateTopic', '-b', broker, '-t', TOPIC, '-r', '2', '-w', '2'], 'success', `topicName=${TOPIC}, readQueueNums=2`)
  await commands.expect(['updateSubGroup', '-b', broker, '-g', GROUP], 'success')
  await client.queues(TOPIC)
  for (let number = 0; number < MESSAGES; number++) await client.send(TOPIC, number % 2, `key-${number}`, 'Paid', `payment ${number}`)
  const consumer = new AskedProgram('consumer', { classPath: programs.client, mainClass: 'InteropConsumers', args: [nameServer, 'i'], directory })
  await consumer.ask('push', 'one', GROUP, TOPIC, 'CLUSTERING', 'concurrently', 'TAG', '*', 0)
  await until(async () => ((await consumer.ask('received', 'one')) as unknown[]).length === MESSAGES)
  // Of a group that has reported nothing the difference is 0, too.
  await commands.eventually(['consumerProgress', '-g', GROUP], ALL_CONSUMED)
  await questions(commands, broker)
  await orders(commands, broker)
  await consumer.stop()
  await client.stop()
  await admin.stop()
  report.check('nothing has failed in our broker', live.uncaught.join('\n'))
  live.stop()
}

async function questions(commands: Commands, broker: string): Promise<void> {
  await commands.expect(['clusterList'], broker, 'V5_3_2')
  await commands.expect(['brokerStatus', '-b', broker], /msgPutTotalTodayNow +: \d\d/, 'brokerActive                    : true')
  await commands.expect(['topicList'], TOPIC, `%RETRY%${GROUP}`)
  await commands.expect(['topicStatus', '-t', TOPIC], /broker-a +0 +0 +6 /, /broker-a +1 +0 +6 /)
  await commands.expect(['topicRoute', '-t', TOPIC], '"readQueueNums":2', broker)
  await commands.expect(['consumerProgress', '-g', GROUP], ...ALL_CONSUMED, 'Consume Diff Total: 0')
  await commands.expect(['consumerConnection', '-g', GROUP], 'JAVA       V5_3_2', 'MessageModel: CLUSTERING')
  await commands.expect(['producerConnection', '-g', 'interop-writers', '-t', TOPIC], 'JAVA', 'V5_3_2')
  await commands.expect(['producer', '-b', broker], 'producer group (interop-writers) instance')
  await commands.expect(['queryMsgByKey', '-t', TOPIC, '-k', 'key-3'], / 1 +1\s/)
  const printed = await commands.expect(['queryMsgByOffset', '-t', TOPIC, '-b', 'broker-a', '-i', '0', '-o', '2'], 'key-4')
  const offsetId = /OffsetID:\s+(\w+)/.exec(printed)?.[1] ?? ''
  await commands.expect(['queryMsgById', '-t', TOPIC, '-i', offsetId], /Keys:\s+\[key-4\]/, `trackType=CONSUMED`)
  const uniqueId = /UNIQ_KEY=(\w+)/.exec(printed)?.[1] ?? ''
  await commands.expect(['queryMsgByUniqueKey', '-t', TOPIC, '-i', uniqueId], 'key-4')
  await commands.expect(['queryCq', '-t', TOPIC, '-q', '0', '-i', '0', '-c', '3'], 'max: 6, min: 0')
  await commands.expect(['statsAll', '-t', TOPIC], TOPIC, GROUP)
  await commands.expect(['getBrokerConfig', '-b', broker], 'flushConsumerOffsetInterval')
  await commands.expect(['brokerConsumeStats', '-b', broker], GROUP)
  await commands.expect(['consumerStatus', '-g', GROUP], 'V5_3_2')
  await commands.expect(['printMsg', '-t', TOPIC], 'payment 11', 'payment 0')
  await commands.expect(['haStatus', '-b', broker], '#MasterAddr')
}

async function orders(commands: Commands, broker: string): Promise<void> {
  await commands.expect(['updateBrokerConfig', '-b', broker, '-k', 'brokerPermission', '-v', '4'], 'success')
  await commands.expect(['topicRoute', '-t', TOPIC], '"perm":4')
  await commands.expect(['updateBrokerConfig', '-b', broker, '-k', 'brokerPermission', '-v', '6'], 'success')
  await commands.expect(['updateBrokerConfig', '-b', broker, '-k', 'configBlackList', '-v', 'x'], 'CODE: 16')
  await commands.expect(['resetOffsetByTime', '-g', GROUP, '-t', TOPIC, '-s', '0'], TOPIC)
  await commands.expect(['updateSubGroup', '-b', broker, '-g', 'auditors'], 'success')
  await commands.expect(['cloneGroupOffset', '-s', GROUP, '-d', 'auditors', '-t', TOPIC], 'clone group offset success')
  for (const command of ['cleanExpiredCQ', 'cleanUnusedTopic', 'deleteExpiredCommitLog']) await commands.expect([command, '-b', broker], 'success')
  await commands.expect(['deleteSubGroup', '-b', broker, '-g', 'auditors', '-r', 'true'], 'success')
  await commands.expect(['deleteTopic', '-c', 'DefaultCluster', '-t', TOPIC], 'success')
  await commands.expect(['topicStatus', '-t', TOPIC], 'CODE: 17')
}

/** A broker with nothing in it, and ours in all that an answer shows. */
export async function startEmptyBroker(
  { broker }: Jars, directory: string, nameServer: string,
): Promise<{ readonly process: JavaProcess; readonly address: string }> {
  mkdirSync(directory, { recursive: true })
  const port = await freePort(2, 1)
  const settings = {
    listenPort: port, brokerIP1: '127.0.0.1', namesrvAddr: nameServer, brokerName: 'broker-a', brokerClusterName: 'DefaultCluster',
    storePathRootDir: path.join(directory, 'store'), diskMaxUsedSpaceRatio: 95,
    mappedFileSizeCommitLog: 65_536, mappedFileSizeConsumeQueue: 2000, maxHashSlotNum: 100, maxIndexNum: 400,
    ...LIVELY,
  }
  writeFileSync(path.join(directory, 'broker.conf'), Object.entries(settings).map(([name, value]) => `${name}=${value}\n`).join(''))
  const mainClass = 'org.apache.rocketmq.broker.BrokerStartup'
  const process = new JavaProcess('broker', { classPath: broker, mainClass, args: ['-c', 'broker.conf'], directory })
  await process.listening(port)
  return { process, address: `127.0.0.1:${port}` }
}

/** Waits until something is so, `millis` at most. @returns whether it is */
export async function until(isSo: () => Promise<boolean>, millis = 30_000): Promise<boolean> {
  for (const end = Date.now() + millis; Date.now() < end; await pause(200)) if (await isSo()) return true
  return false
}

class Commands {
  private readonly report: Report
  private readonly admin: AskedProgram
  private readonly nameServer: string
  private readonly broker: string

  constructor(report: Report, admin: AskedProgram, nameServer: string, broker: string) {
    this.report = report
    this.admin = admin
    this.nameServer = nameServer
    this.broker = broker
  }

  /** @returns what the command has printed, which should have all of this in it */
  async expect(command: readonly string[], ...wanted: ReadonlyArray<string | RegExp>): Promise<string> {
    const printed = await this.printed(command)
    const missing = wanted.filter((each) => (typeof each === 'string' ? !printed.includes(each) : !each.test(printed)))
    const name = command.join(' ').replaceAll(this.broker, '<broker>')
    this.report.check(`mqadmin ${name}`, missing.length === 0 ? '' : `no ${missing.join(', ')} in ${printed.slice(0, 800)}`)
    return printed
  }

  /**
   * Asks again until the command prints this, for what a client does on a timer: consumers commit after ten seconds,
   * then every five.
   */
  async eventually(command: readonly string[], wanted: readonly RegExp[]): Promise<void> {
    await until(async () => {
      const printed = await this.printed(command)
      return wanted.every((each) => each.test(printed))
    })
  }

  private async printed(command: readonly string[]): Promise<string> {
    return (await this.admin.ask(...command, '-n', this.nameServer)) as string
  }
}
