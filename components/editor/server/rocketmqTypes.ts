import path from 'node:path'
import ts from 'typescript'
import { ROOT } from '../../source/server/engineFiles'

/** What a reader's strategy may import from 'rocketmq' as types, and the file of the engine that each comes from. */
const PUBLIC: Readonly<Record<string, string>> = {
  MessageQueueSelector: 'engine/client/producer/MessageQueueSelector.ts',
  MessageQueue: 'engine/common/message/MessageQueue.ts',
  Message: 'engine/common/message/Message.ts',
  SendMessageHook: 'engine/client/hook/SendMessageHook.ts',
}

/** What a hook is told crosses the wall of the sandbox as plain data, which is less than the engine's own context. */
const CONTEXT = 'engine/client/hook/SendMessageContext.ts'
const SANDBOX = 'engine/ports/Sandbox.ts'
const OFFERED = ['OfferedQueue', 'OfferedMessage', 'OfferedSend', 'OfferedResult']
const HOOKS = `
/** What has become of a message that was sent. Original: org.apache.rocketmq.client.producer.SendResult. */
export interface SendResult extends OfferedResult {
  readonly messageQueue: MessageQueue
}
/** What a hook is told of a send. Original: org.apache.rocketmq.client.hook.SendMessageContext. */
export interface SendMessageContext extends Omit<OfferedSend, 'message' | 'mq' | 'sendResult'> {
  readonly message: Message
  readonly mq: MessageQueue
  /** Null before the send, and when there is none. */
  readonly sendResult: SendResult | null
}
`

/** The values there are besides. They are the sandbox's, which gives them under these names. */
const VALUES = `
/** What Java's \`String.hashCode\` gives: the same number for equal texts, positive or negative. */
export declare function javaHashCode(text: string): number
/** The run's own random numbers: the same ones in every repetition with the same seed. */
export declare const random: {
  /** From 0 to n - 1, each equally likely. */
  nextInt(n: number): number
}
/** Virtual time, in ms. */
export declare function currentTimeMillis(): number
`

/**
 * The ambient module 'rocketmq' for the editor: the declarations of the engine's own classes, as the compiler emits them from
 * their source, with those that they need.
 */
export function rocketmqTypes(root: string = ROOT): string {
  const emitted = emitDeclarations(root)
  const files = reachable(emitted, Object.values(PUBLIC))
  const bodies = files.map((file) => withoutImports(emitted.get(file)!, Object.keys(PUBLIC)))
  const offered = declarationsOf(emitted.get(SANDBOX)!, OFFERED)
  const body = [...bodies, ...offered, HOOKS, VALUES].join('\n').trim().replaceAll(/^export declare /gm, 'export ').replaceAll(/^declare /gm, '')
  // Without an export of its own the compiler would take every declaration for a public one.
  return `declare module 'rocketmq' {\n${indented(body)}\n  export {}\n}\n`
}

function emitDeclarations(root: string): Map<string, string> {
  const emitted = new Map<string, string>()
  const program = ts.createProgram([...Object.values(PUBLIC), SANDBOX].map((file) => path.join(root, file)), {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    skipLibCheck: true,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: root,
    outDir: root,
    types: [],
    lib: ['lib.es2022.d.ts'],
  })
  program.emit(undefined, (name, text) => {
    const file = path.relative(root, name).split(path.sep).join('/')
    if (file.endsWith('.d.ts')) emitted.set(file.replace(/\.d\.ts$/, '.ts'), text)
  })
  return emitted
}

const IMPORT = /^import .* from '(\.[^']+)';$/gm

/** Those files and all that their declarations mention, what is needed before what needs it. */
function reachable(emitted: ReadonlyMap<string, string>, roots: readonly string[]): string[] {
  const order = new Set<string>()
  const visiting = new Set<string>()
  const visit = (file: string): void => {
    const text = emitted.get(file)
    if (text === undefined || visiting.has(file) || file === CONTEXT) return
    visiting.add(file)
    for (const [, target] of text.matchAll(IMPORT)) visit(`${path.posix.join(path.posix.dirname(file), target!)}.ts`)
    order.add(file)
  }
  for (const file of roots) visit(file)
  return [...order]
}

/** The interfaces of those names, with their comments, and nothing else of the file. */
function declarationsOf(text: string, names: readonly string[]): string[] {
  const source = ts.createSourceFile('offered.d.ts', text, ts.ScriptTarget.ES2022)
  return source.statements
    .filter((statement) => ts.isInterfaceDeclaration(statement) && names.includes(statement.name.text))
    .map((statement) => statement.getFullText(source).trim().replace('export interface', 'interface'))
}

/** A private member with its comment: nobody's business. */
const PRIVATE = /^( *\/\*\* [^\n]* \*\/\n)? *private [^\n]*;\n/gm

/** One module holds all of them, so nothing is imported, and only what is public stays exported. */
function withoutImports(text: string, names: readonly string[]): string {
  const isPublic = new RegExp(`^export (declare )?(class|interface|type|const) (${names.join('|')})\\b`)
  return text.replaceAll(PRIVATE, '').split('\n')
    .filter((line) => !/^import .* from '\.[^']+';$/.test(line) && line.trim() !== 'export {};')
    .map((line) => (/^export /.test(line) && !isPublic.test(line) ? line.replace(/^export /, '') : line))
    .join('\n')
    .trim()
}

function indented(text: string): string {
  return text.split('\n').map((line) => (line === '' ? '' : `  ${line}`)).join('\n')
}
