import path from 'node:path'
import ts from 'typescript'
import { ROOT } from '../../source/server/engineFiles'

/** What a reader's code may import from 'rocketmq' as types, and the file of the engine that each comes from. */
const PUBLIC: Readonly<Record<string, string>> = {
  MessageQueueSelector: 'engine/client/producer/MessageQueueSelector.ts',
  MessageQueue: 'engine/common/message/MessageQueue.ts',
  Message: 'engine/common/message/Message.ts',
  SendMessageHook: 'engine/client/hook/SendMessageHook.ts',
  AllocateMessageQueueStrategy: 'engine/client/consumer/AllocateMessageQueueStrategy.ts',
  ConsistentHashRouter: 'engine/common/consistenthash/ConsistentHashRouter.ts',
  HashFunction: 'engine/common/consistenthash/ConsistentHashRouter.ts',
  ConsumeConcurrentlyContext: 'engine/client/consumer/listener/ConsumeConcurrentlyContext.ts',
  ConsumeConcurrentlyStatus: 'engine/client/consumer/listener/ConsumeConcurrentlyStatus.ts',
  ConsumeOrderlyContext: 'engine/client/consumer/listener/ConsumeOrderlyContext.ts',
  ConsumeOrderlyStatus: 'engine/client/consumer/listener/ConsumeOrderlyStatus.ts',
}

/** What a hook is told crosses the wall of the sandbox as plain data, which is less than the engine's own context. */
const CONTEXT = 'engine/client/hook/SendMessageContext.ts'
const SANDBOX = 'engine/ports/Sandbox.ts'
const OFFERED = ['OfferedQueue', 'OfferedMessage', 'OfferedMessageExt', 'OfferedSend', 'OfferedResult']
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

/** Listeners: in the sandbox they are called and return at once; in the engine they are threads. */
const LISTENERS = `
/** A message as a listener gets it. Original: org.apache.rocketmq.common.message.MessageExt. */
export interface MessageExt extends Message, Omit<OfferedMessageExt, keyof OfferedMessage> {
  getMsgId(): string | null
  getBrokerName(): string | null
  getQueueId(): number
  getQueueOffset(): number
  getReconsumeTimes(): number
  getBornTimestamp(): number
  getStoreTimestamp(): number
}
/** Messages of which several are consumed at a time, in any order. Original: MessageListenerConcurrently. */
export declare abstract class MessageListenerConcurrently {
  /** An exception counts as RECONSUME_LATER, as does null. */
  abstract consumeMessage(msgs: readonly MessageExt[], context: ConsumeConcurrentlyContext): ConsumeConcurrentlyStatus | null
}
/** Messages that are consumed in the order of their queue. Original: MessageListenerOrderly. */
export declare abstract class MessageListenerOrderly {
  /** An exception counts as SUSPEND_CURRENT_QUEUE_A_MOMENT, as does null. */
  abstract consumeMessage(msgs: readonly MessageExt[], context: ConsumeOrderlyContext): ConsumeOrderlyStatus | null
}
/**
 * Only in a listener: it takes so much longer, in ms of virtual time. The code itself runs on at once and sees a later clock; its
 * thread waits when the call has returned, and only then its status counts.
 */
export declare function sleep(millis: number): void
/** Only in a listener: what all consumers of the group share, and what a crash leaves as it is. */
export declare const database: {
  /** Null for what was never put. */
  get(key: string): string | null
  put(key: string, value: string): void
}
/** Only in a listener: takes the money for an order, each time that it is called. The bank takes 20 ms for it. */
export declare function bill(order: string): void
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
/** States what must hold. @throws Error when it doesn't */
export declare function assert(condition: boolean, invariant: string, ...values: unknown[]): asserts condition
/** The pieces of a text, as Java's \`String.split\` gives them. */
export declare function javaSplit(text: string, separator: string): string[]
export declare class IllegalArgumentException extends Error {}
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
  const body = [...bodies, ...offered, HOOKS, LISTENERS, VALUES].join('\n').trim().replaceAll(/^export declare /gm, 'export ').replaceAll(/^declare /gm, '')
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
