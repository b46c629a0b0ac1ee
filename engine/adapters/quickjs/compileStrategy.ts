import { parse } from '@babel/parser'
import { transform } from 'sucrase'
import { StrategyError } from '../../ports/Sandbox'
import type { TracedFile } from '../../trace/SiteTable'
import { instrument } from '../instrumenter/instrument.mjs'
import { childrenOf } from '../instrumenter/nodes.mjs'

/** The name under which the reader's code appears on the stack and in the source pane. */
export const STRATEGY_FILE = 'strategy.ts'

/** A strategy that compiles. */
export interface CompiledStrategy {
  /** A function of `require`, `exports` and the probes; its lines are those of the source. */
  readonly code: string
  /** Where its probes are. */
  readonly file: TracedFile
}

const VALUES = new Set(['javaHashCode', 'random', 'currentTimeMillis', 'MessageQueue', 'Message'])
const TYPES = new Set(['MessageQueueSelector', 'SendMessageHook', 'SendMessageContext', 'SendResult'])
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
    file: STRATEGY_FILE, fileIndex: 0, runtime: RUNTIME, generators: 'iterators',
  })
  const plain = withoutTypes(code.replace(`import{__t}from'${RUNTIME}';`, ''))
  const compiled = { code: `(function(require,exports,__t){${plain}\n})`, file: { file: STRATEGY_FILE, sites } }
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
  checkNode(program)
}

function checkNode(node: Node): void {
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
    case 'Identifier':
      if (RESERVED.has(node.name ?? '')) throw refusal(node, `the name ${node.name} is taken`)
  }
  for (const child of childrenOf(node) as Node[]) checkNode(child)
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
