// Writes content/patterns/facade/methods.json: the methods of MQProducer that send, as two versions of RocketMQ have them.
//
//     node content/patterns/facade/makeMethods.mjs PATH_OF_A_ROCKETMQ_REPOSITORY

import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { commandLine, refuse } from '../../../engine/adapters/cli/commandLine.mjs'

const FILE = 'client/src/main/java/org/apache/rocketmq/client/producer/MQProducer.java'
const DECLARATION = /(\w+)\s+(send|sendOneway|request|sendMessageInTransaction|recallMessage)\(([^)]*)\)/g
const VERSIONS = ['4.5.1', '5.3.2']
const COMMAND = { usage: 'usage: node content/patterns/facade/makeMethods.mjs PATH_OF_A_ROCKETMQ_REPOSITORY', positionals: 1 }
const [repository] = commandLine(COMMAND).positionals
if (repository === undefined) refuse('the repository is missing', COMMAND.usage)

const versions = VERSIONS.map((version) => ({ version, methods: methodsOf(version) }))
const lines = versions.flatMap(({ version, methods }) => methods.map((method) => `  ${JSON.stringify({ version, ...method })}`))
writeFileSync(path.join(import.meta.dirname, 'methods.json'), `[\n${lines.join(',\n')}\n]\n`)
process.stdout.write(versions.map(({ version, methods }) => `${version}: ${methods.length} methods\n`).join(''))

function methodsOf(version) {
  const args = ['-C', repository, 'show', `rocketmq-all-${version}:${FILE}`]
  const source = execFileSync('git', args, { encoding: 'utf8' }).replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, '')
  const declarations = [...source.matchAll(DECLARATION)]
  return declarations.map(([, returned, name, parameters]) => {
    const types = parameters.split(',').map((parameter) => parameter.replaceAll(/\s+/g, ' ').trim().replace(/^final /, '').split(' ')[0])
    return { name, mode: modeOf(name, types), destination: destinationOf(types), hasTimeout: types.includes('long'), types, returned }
  })
}

function modeOf(name, types) {
  if (name !== 'send' && name !== 'sendOneway') return name
  if (name === 'sendOneway') return 'oneway'
  return types.includes('SendCallback') ? 'async' : 'sync'
}

function destinationOf(types) {
  const what = types[0].startsWith('Collection') ? 'batch' : 'message'
  if (types.includes('MessageQueueSelector')) return `${what}-selector`
  return types.includes('MessageQueue') ? `${what}-queue` : what
}
