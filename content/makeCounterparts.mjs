// Writes content/counterparts.json: which class and method of RocketMQ plays the role of each of ours, and where it is.
//
//     node content/makeCounterparts.mjs PATH_OF_A_ROCKETMQ_CHECKOUT
//
// Ours name theirs in their docstrings (`Original: Class#method`), or by having the same name.

import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { buildSync } from 'esbuild'
import { commandLine, refuse } from '../engine/adapters/cli/commandLine.mjs'

const TAG = 'rocketmq-all-5.3.2'
const BLOB = `https://github.com/apache/rocketmq/blob/${TAG}`
const MODULES = ['client', 'remoting', 'common', 'namesrv', 'broker', 'store', 'filter']
const ROOMS = ['client', 'remoting', 'common', 'namesrv', 'broker', 'store']

/** Where ours have one method for many overloads: the one that says most about it. */
const CHOSEN = {
  'client/impl/producer/DefaultMQProducerImpl#send': 'DefaultMQProducerImpl#send(Message,long)',
  'client/impl/producer/DefaultMQProducerImpl#sendAsync': 'DefaultMQProducerImpl#send(Message,SendCallback,long)',
  'client/impl/producer/DefaultMQProducerImpl#sendOneway': 'DefaultMQProducerImpl#sendOneway(Message)',
  'client/impl/producer/DefaultMQProducerImpl#sendToQueue': 'DefaultMQProducerImpl#send(Message,MessageQueue,long)',
  'client/impl/producer/DefaultMQProducerImpl#sendToQueueAsync':
    'DefaultMQProducerImpl#send(Message,MessageQueue,SendCallback,long)',
  'client/impl/producer/DefaultMQProducerImpl#sendOnewayToQueue': 'DefaultMQProducerImpl#sendOneway(Message,MessageQueue)',
  'client/impl/producer/DefaultMQProducerImpl#sendBySelector':
    'DefaultMQProducerImpl#send(Message,MessageQueueSelector,Object,long)',
  'client/impl/producer/DefaultMQProducerImpl#sendBySelectorAsync':
    'DefaultMQProducerImpl#send(Message,MessageQueueSelector,Object,SendCallback,long)',
  'client/impl/producer/DefaultMQProducerImpl#sendOnewayBySelector':
    'DefaultMQProducerImpl#sendOneway(Message,MessageQueueSelector,Object)',
}

const root = path.resolve(import.meta.dirname, '..')
const COMMAND = { usage: 'usage: node content/makeCounterparts.mjs PATH_OF_A_ROCKETMQ_CHECKOUT', positionals: 1 }
const [checkout] = commandLine(COMMAND).positionals
if (checkout === undefined) refuse('the checkout is missing', COMMAND.usage)

const { readSymbols } = await importTypeScript('components/source/server/readSymbols.ts')
const java = new Map(listJava().map((file) => [path.posix.basename(file, '.java'), file]))
const sources = new Map()

const table = {}
for (const file of listOurs()) {
  const source = readFileSync(path.join(root, file), 'utf8')
  for (const symbol of readSymbols(file, source)) {
    const found = counterpartOf(symbol)
    if (found !== null) table[symbol.symbol] = found
  }
}
const keys = Object.keys(table).sort()
const lines = keys.map((key) => `  ${JSON.stringify(key)}: ${JSON.stringify(table[key])}`)
writeFileSync(path.join(root, 'content/counterparts.json'), `{\n${lines.join(',\n')}\n}\n`)
process.stdout.write(`${keys.length} counterparts\n`)

function counterpartOf({ symbol, original }) {
  const [stem, ownMethod] = symbol.split('#')
  const ownClass = path.posix.basename(stem)
  const [classPath, rest] = (CHOSEN[symbol] ?? original ?? symbolAsOriginal(ownClass, ownMethod)).split('#')
  const names = classPath === '' ? [ownClass] : classPath.replace(/^(?:[a-z]\w*\.)+/, '').split('.')
  const className = names.at(-1)
  const place = findClass(names)
  if (place === null) return null
  const method = rest?.replace(/\(.*/, '')
  if (method === undefined) return entry(place.file, names.join('.'), place.from, place.to)
  const found = findMethod(place, method === '<init>' ? className : method, /\((.*)\)/.exec(rest)?.[1])
  if (found !== null) return entry(place.file, `${names.join('.')}#${method}`, found.from, found.to)
  return null
}

function symbolAsOriginal(className, method) {
  if (method === undefined) return className
  return `${className}#${method === 'constructor' ? '<init>' : method.replace(/^#/, '')}`
}

function entry(file, method, from, to) {
  return { file, method, lines: [from, to], url: `${BLOB}/${file}#L${from}-L${to}` }
}

/** A class by its name, or by the name of the class around it and its own. */
function findClass(names) {
  const file = java.get(names[0]) ?? null
  if (file === null) return null
  const source = readJava(file)
  const pattern = new RegExp(`(?:class|interface|enum|@interface)\\s+${names.at(-1)}\\b[^;{]*\\{`)
  const match = pattern.exec(source)
  if (match === null) return null
  const open = match.index + match[0].length - 1
  const close = closingBrace(source, open)
  return { file, source, open, close, from: lineAt(source, match.index), to: lineAt(source, close) }
}

/** The method with those parameter types; when they aren't said, the longest one of that name. */
function findMethod({ source, open, close }, name, types) {
  const pattern = new RegExp(`^[ \\t]+(?:(?:public|protected|private|static|final|synchronized|abstract|default)\\s+)*(?:<[^>]+>\\s+)?(?:[\\w.<>\\[\\], ?]+\\s+)?${name}\\s*\\(([^)]*)\\)[^;{}=]*([{;])`, 'gm')
  pattern.lastIndex = open
  let best = null
  for (let match = pattern.exec(source); match !== null && match.index < close; match = pattern.exec(source)) {
    if (/^\s*(return|new|else|throw)\b/.test(match[0])) continue
    const start = match.index + match[0].search(/\S/)
    const end = match[2] === ';' ? match.index + match[0].length - 1 : closingBrace(source, match.index + match[0].length - 1)
    const found = { from: lineAt(source, start), to: lineAt(source, end), types: typesOf(match[1]) }
    if (types !== undefined && found.types === types.replace(/\s/g, '')) return found
    if (best === null || found.to - found.from > best.to - best.from) best = found
  }
  return best
}

function typesOf(parameters) {
  const plain = parameters.replace(/<[^<>]*>/g, '').replace(/<[^<>]*>/g, '').replace(/@\w+\s+|final\s+/g, '').trim()
  return plain === '' ? '' : plain.split(',').map((each) => each.trim().split(/\s+/)[0]).join(',')
}

function closingBrace(source, open) {
  let depth = 0
  for (let i = open; i < source.length; i++) {
    if (source[i] === '{') depth++
    if (source[i] === '}' && --depth === 0) return i
  }
  return source.length - 1
}

function lineAt(source, index) {
  let line = 1
  for (let i = 0; i < index; i++) if (source[i] === '\n') line++
  return line
}

/** The Java source with blanks in place of comments and strings, so that braces in them do not count. */
function readJava(file) {
  if (!sources.has(file)) {
    const text = git('show', `${TAG}:${file}`)
    const pattern = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'/g
    sources.set(file, text.replace(pattern, (part) => part.replace(/[^\n]/g, ' ')))
  }
  return sources.get(file)
}

function listJava() {
  return git('ls-tree', '-r', '--name-only', TAG).split('\n')
    .filter((file) => MODULES.some((name) => file.startsWith(`${name}/src/main/java/`)) && file.endsWith('.java'))
}

function git(...args) {
  return execFileSync('git', ['-C', checkout, ...args], { encoding: 'utf8', maxBuffer: 2 ** 28 })
}

function listOurs() {
  return ROOMS.filter((room) => existsSync(path.join(root, 'engine', room))).flatMap((room) => {
    return readdirSync(path.join(root, 'engine', room), { recursive: true })
      .filter((name) => name.endsWith('.ts')).sort().map((name) => `engine/${room}/${name}`)
  })
}

/** Node runs no TypeScript: the file and what it needs of ours become one module first. */
async function importTypeScript(file) {
  const outfile = path.join(root, '.cache/make-counterparts.mjs')
  mkdirSync(path.dirname(outfile), { recursive: true })
  buildSync({ entryPoints: [path.join(root, file)], outfile, bundle: true, packages: 'external', format: 'esm', platform: 'node' })
  return import(outfile)
}
