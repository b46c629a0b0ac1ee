import { parse } from '@babel/parser'
import { transform } from 'sucrase'
import { StrategyError } from '../../ports/Sandbox'
import type { TracedFile } from '../../trace/SiteTable'
import { instrument } from '../instrumenter/instrument.mjs'
import { childrenOf } from '../instrumenter/nodes.mjs'
import { hasRest, isOutOfSight, weighed } from './weighed'

/** The name under which the reader's code appears on the stack and in the source pane. */
export const STRATEGY_FILE = 'strategy.ts'

/** A strategy that compiles. */
export interface CompiledStrategy {
  /**
   * A function of `require`, `exports` and the probes; its lines are those of the source. An arrow function, as others have
   * `arguments`, through which the probes could be reached.
   */
  readonly code: string
  /** Where its probes are. */
  readonly file: TracedFile
  /** How many the source has. */
  readonly lines: number
}

const VALUES = new Set([
  'javaHashCode', 'random', 'currentTimeMillis', 'MessageQueue', 'Message', 'MessageExt', 'IllegalArgumentException', 'assert',
  'javaSplit', 'ConsistentHashRouter', 'MessageListenerConcurrently', 'MessageListenerOrderly', 'ConsumeConcurrentlyStatus',
  'ConsumeOrderlyStatus', 'sleep', 'database', 'bill',
])
const TYPES = new Set([
  'MessageQueueSelector', 'SendMessageHook', 'SendMessageContext', 'SendResult', 'AllocateMessageQueueStrategy', 'HashFunction',
  'ConsumeConcurrentlyContext', 'ConsumeOrderlyContext',
])
/** Names that the probes use. */
const RESERVED = new Set(['__t', '__e', '__r', '__x'])
const RUNTIME = 'rocketscope:probe'

/** A node of Babel's tree, as far as it is looked at here. */
interface Node {
  readonly type: string
  readonly loc: { readonly start: { readonly line: number; readonly column: number } }
  readonly name?: string
  readonly importKind?: string | null
  readonly exportKind?: string | null
  readonly source?: { readonly value: string } | null
  readonly init?: unknown
  readonly left?: Node
  readonly specifiers?: ReadonlyArray<Node & { readonly imported?: { readonly name?: string } }>
}

let last: { readonly source: string; readonly compiled: CompiledStrategy } | null = null

/**
 * Puts probes into the reader's TypeScript and takes its types out. The same code runs whether somebody looks or not, so
 * that it takes the same steps.
 * @throws StrategyError of kind `syntax`
 */
export function compileStrategy(source: string): CompiledStrategy {
  if (last?.source === source) return last.compiled
  check(source)
  const { code, sites } = instrument(source, {
    file: STRATEGY_FILE, fileIndex: 0, runtime: RUNTIME, generators: 'iterators', wrap: weighed,
  })
  const plain = withoutTypes(code.replace(`import{__t}from'${RUNTIME}';`, ''))
  const compiled = { code: `((require,exports,__t)=>{${plain}\n})`, file: { file: STRATEGY_FILE, sites }, lines: source.split('\n').length }
  last = { source, compiled }
  return compiled
}

function withoutTypes(code: string): string {
  try {
    return transform(code, { transforms: ['typescript', 'imports'], disableESTransforms: true }).code
  } catch (error) {
    throw syntaxError(error)
  }
}

function check(source: string): void {
  let program: Node
  try {
    program = parse(source, {
      sourceType: 'module', plugins: ['typescript'], sourceFilename: STRATEGY_FILE,
    }).program as unknown as Node
  } catch (error) {
    throw syntaxError(error)
  }
  checkNode(program, null)
}

function checkNode(node: Node, parent: Node | null): void {
  switch (node.type) {
    case 'ImportDeclaration':
      return checkImport(node)
    case 'ImportExpression':
    case 'Import':
      throw refusal(node, "nothing can be imported but from 'rocketmq'")
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      if (node.source !== undefined && node.source !== null) throw refusal(node, 'nothing can be exported from elsewhere')
      break
    case 'BigIntLiteral':
      throw refusal(node, 'there is no BigInt here')
    case 'Decorator':
      throw refusal(node, 'there are no decorators here')
    case 'ObjectPattern':
      // Elsewhere nothing could be charged for what is copied.
      if (hasRest(node) && !isWholePattern(node, parent)) {
        throw refusal(node, 'the rest of an object can only be taken in a declaration or an assignment of its own')
      }
      break
    case 'UpdateExpression':
    case 'AssignmentExpression':
      if (isOutOfSight(node)) throw refusal(node, 'a private field can only be changed like this when its object has a name')
      break
    case 'Identifier':
      if (RESERVED.has(node.name ?? '')) throw refusal(node, `the name ${node.name} is taken`)
  }
  for (const child of childrenOf(node) as Node[]) checkNode(child, node)
}

function isWholePattern(pattern: Node, parent: Node | null): boolean {
  if (parent?.type === 'VariableDeclarator') return Boolean(parent.init)
  return parent?.type === 'AssignmentExpression' && parent.left === pattern
}

function checkImport(node: Node): void {
  if (node.source?.value !== 'rocketmq') throw refusal(node, `there is no '${node.source?.value}', only 'rocketmq'`)
  for (const specifier of node.specifiers ?? []) {
    const name = specifier.imported?.name
    if (specifier.type !== 'ImportSpecifier' || name === undefined) {
      throw refusal(specifier, "from 'rocketmq' import names in braces")
    }
    if (!VALUES.has(name) && !TYPES.has(name)) throw refusal(specifier, `'rocketmq' has no ${name}`)
  }
}

function refusal({ loc }: Node, detail: string): StrategyError {
  return new StrategyError('syntax', detail, loc.start.line, loc.start.column + 1)
}

/** Both parsers say where, and write it behind the message too. */
function syntaxError(error: unknown): StrategyError {
  const { message, loc } = error as { message: string; loc?: { line: number; column: number } }
  const detail = message.replace(/^Error transforming \S+: /, '').replace(/ \(\d+:\d+\)\.?$/, '')
  return new StrategyError('syntax', detail, loc?.line ?? null, loc === undefined ? null : loc.column + 1)
}

/** The line of a probe, by its number in the file; null for none. */
export function lineOfSite({ file }: CompiledStrategy, site: number): number | null {
  return file.sites[site]?.line ?? null
}
