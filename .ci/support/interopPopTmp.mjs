import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { bundleForNode } from './bundle.mjs'
import { capture, root, run, start } from './command.mjs'

const CACHE = path.join(root, '.cache', 'interop')
const PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies'
/** What is proved: see tests/interop/interop.ts. */
const PARTS = ['conversations']
const DOWNLOAD_MILLIS = 300_000
/** There is no name server and no mqadmin 5.3.2 in Maven Central; the next version does the same. */
const ARTIFACTS = [
  { artifact: 'rocketmq-broker', version: '5.3.2' },
  { artifact: 'rocketmq-namesrv', version: '5.3.3' },
  { artifact: 'rocketmq-tools', version: '5.3.3' },
]

/**
 * Proves with RocketMQ itself that our stores are its stores, and that its clients and ours talk to either broker: tests/interop.
 * @returns {Promise<import('./checks.mjs').Result>}
 */
export async function interop() {
  const name = 'interop'
  const missing = await prepare()
  if (missing !== '') {
    console.log(`Skipped, nothing was compared with RocketMQ: ${missing}.`)
    return { name: `${name} (skipped: ${missing})`, passed: 0, failed: 0 }
  }
  const program = await bundleForNode('tests/interop/interop.ts', { name })
  const [broker, namesrv, tools] = ARTIFACTS.map(({ artifact }) => classPath(artifact))
  const [client, mqadmin] = [broker, tools].map((jars) => [path.join(CACHE, 'classes'), jars].join(path.delimiter))
  const prove = (part) => [
    process.execPath, ['--enable-source-maps', program, part, directoryOf(part), broker, namesrv, client, mqadmin],
  ]
  for (const part of PARTS) rmSync(directoryOf(part), { recursive: true, force: true })
  // Both at once: much of either is waiting.
  const conversations = capture(...prove('conversations'))

  console.log((await conversations).stdout)
  const reports = PARTS.map((part) => path.join(directoryOf(part), 'report.json'))
  if (!reports.every((report) => existsSync(report))) return { name, passed: 0, failed: 1 }
  const parts = reports.map((report) => JSON.parse(readFileSync(report, 'utf8')))
  const sum = (count) => parts.reduce((total, part) => total + part[count], 0)
  return { name, passed: sum('passed'), failed: sum('failed'), failures: parts.flatMap(({ failures }) => failures) }
}

function directoryOf(part) {
  return path.join(CACHE, part)
}

/** @returns {Promise<string>} what is missing; empty when all is there */
async function prepare() {
  if (!(await exists(java('javac'), '-version'))) return 'there is no JDK'
  for (const { artifact, version } of ARTIFACTS) {
    if (existsSync(stamp(artifact, version))) continue
    if (!(await exists('mvn', '-version'))) return 'there is no Maven'
    if (!(await get(artifact, version))) return `${artifact} ${version} could not be had from Maven Central`
  }
  const classes = path.join(CACHE, 'classes')
  mkdirSync(classes, { recursive: true })
  await compile(classes, 'rocketmq-broker', 'InteropClient', 'InteropConsumers')
  await compile(classes, 'rocketmq-tools', 'InteropAdmin')
  return ''
}

async function compile(classes, artifact, ...programs) {
  const sources = programs.map((name) => `tests/interop/java/${name}.java`)
  const code = await run(java('javac'), ['-nowarn', '-d', classes, '-cp', classPath(artifact), ...sources])
  if (code !== 0) throw new Error('our Java could not be compiled')
}

async function get(artifact, version) {
  const directory = path.join(CACHE, artifact)
  rmSync(directory, { recursive: true, force: true })
  const { child, exit } = start('mvn', ['-B', '-q', '-f', 'tests/interop/pom.xml', `-Dmaven.repo.local=${path.join(CACHE, 'repository')}`,
    `-Dinterop.artifact=${artifact}`, `-Dinterop.version=${version}`, PLUGIN, `-DoutputDirectory=${directory}`,
    '-DincludeScope=runtime'])
  const timer = setTimeout(() => child.kill(), DOWNLOAD_MILLIS)
  const code = await exit
  clearTimeout(timer)
  if (code === 0) writeFileSync(stamp(artifact, version), '')
  return code === 0
}

/** There when all files of an artifact are. */
function stamp(artifact, version) {
  return path.join(CACHE, `${artifact}-${version}.complete`)
}

function classPath(artifact) {
  const directory = path.join(CACHE, artifact)
  return readdirSync(directory).filter((file) => file.endsWith('.jar')).map((file) => path.join(directory, file)).join(path.delimiter)
}

async function exists(program, argument) {
  return (await capture(program, [argument])).code === 0
}

function java(name) {
  return process.env.JAVA_HOME ? path.join(process.env.JAVA_HOME, 'bin', name) : name
}
