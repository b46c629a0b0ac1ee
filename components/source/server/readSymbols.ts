import { parse } from '@babel/parser'

export type SymbolKind = 'class' | 'interface' | 'object' | 'function' | 'method'

/** A class, a method or a function of the engine and where it is. */
export interface SourceSymbol {
  /** `client/producer/DefaultMQProducer#send`; of a class, without the part after `#`. */
  readonly symbol: string
  readonly kind: SymbolKind
  /** The docstring as one line of text, without the stars; empty if there is none. */
  readonly doc: string
  /** First line, from 1, with its comment. */
  readonly from: number
  /** The line of the name itself. */
  readonly line: number
  readonly to: number
  /** What the docstring says after `Original:`, such as `DefaultMQProducerImpl#sendDefaultImpl`. */
  readonly original: string | null
}

interface Node {
  readonly type: string
  readonly loc: { readonly start: { readonly line: number }; readonly end: { readonly line: number } }
  readonly leadingComments?: ReadonlyArray<{ readonly value: string; readonly loc: Node['loc'] }>
  readonly id?: { readonly name: string } | null
  readonly key?: { readonly name?: string; readonly value?: string; readonly id?: { readonly name: string } }
  readonly body?: { readonly body: readonly Node[] } | readonly Node[]
  readonly declaration?: Node | null
  readonly declarations?: ReadonlyArray<Node & { readonly init?: Node | null }>
  readonly properties?: readonly Node[]
  readonly expression?: Node
}

/**
 * The classes, objects, methods and functions of a file, outer ones first. An overload's signatures belong to the method that
 * follows them; fields are left out.
 */
export function readSymbols(file: string, source: string): SourceSymbol[] {
  const program = parse(source, { sourceType: 'module', plugins: ['typescript'] }).program as unknown as Node
  const stem = file.replace(/^engine\//, '').replace(/\.ts$/, '')
  const folder = stem.slice(0, stem.lastIndexOf('/') + 1)
  const fileName = stem.slice(folder.length)
  const found: SourceSymbol[] = []
  for (const statement of program.body as readonly Node[]) {
    const node = statement.declaration ?? statement
    const declared = node.declarations?.[0]
    const init = withoutType(declared?.init)
    if (init?.type === 'ObjectExpression' && declared?.id) {
      const base = declared.id.name === fileName ? stem : `${folder}${declared.id.name}`
      found.push(symbolAt(declared.id.name === fileName ? stem : `${stem}#${declared.id.name}`, node, statement, 'object'))
      found.push(...methodsOf(init.properties ?? [], base))
      continue
    }
    const name = node.id?.name
    if (name === undefined) continue
    const base = name === fileName ? stem : `${stem}#${name}`
    if (node.type === 'ClassDeclaration') {
      found.push(symbolAt(base, node, statement, 'class'))
      const members = (node.body as { readonly body: readonly Node[] }).body
      found.push(...methodsOf(members, name === fileName ? stem : `${folder}${name}`))
    } else if (['FunctionDeclaration', 'TSInterfaceDeclaration', 'TSDeclareFunction'].includes(node.type)) {
      const isInterface = node.type === 'TSInterfaceDeclaration'
      found.push(symbolAt(base, node, statement, isInterface ? 'interface' : 'function'))
      const members = isInterface ? (node.body as { readonly body: readonly Node[] }).body : []
      found.push(...methodsOf(members, name === fileName ? stem : `${folder}${name}`))
    }
  }
  return found
}

/** `{ … } as const` is an object too. */
function withoutType(node: Node | null | undefined): Node | null | undefined {
  return node?.expression !== undefined && node.type.startsWith('TS') ? withoutType(node.expression) : node
}

function methodsOf(members: readonly Node[], stem: string): SourceSymbol[] {
  const methods = new Map<string, SourceSymbol>()
  for (const member of members) {
    if (!/^(Class(Private)?Method|ObjectMethod|TSDeclareMethod|TSMethodSignature)$/.test(member.type)) continue
    const name = nameOf(member.key)
    if (name === null) continue
    const symbol = symbolAt(`${stem}#${name}`, member, member, 'method')
    const known = methods.get(symbol.symbol)
    const joined = known === undefined
      ? symbol
      : { ...symbol, from: known.from, line: known.line, ...saidOf(known, symbol) }
    methods.set(symbol.symbol, joined)
  }
  return [...methods.values()]
}

/** What the comment of the first signature says, otherwise that of the body. */
function saidOf(first: SourceSymbol, body: SourceSymbol): Pick<SourceSymbol, 'original' | 'doc'> {
  return { original: first.original ?? body.original, doc: first.doc === '' ? body.doc : first.doc }
}

/** Null for a computed name, such as `[Symbol.iterator]`. */
function nameOf(key: Node['key']): string | null {
  return key?.name ?? key?.value ?? (key?.id === undefined ? null : `#${key.id.name}`)
}

function symbolAt(symbol: string, node: Node, commented: Node, kind: SymbolKind): SourceSymbol {
  const comment = commented.leadingComments?.at(-1)
  const line = node.loc.start.line
  const isAdjacent = comment !== undefined && comment.loc.end.line >= commented.loc.start.line - 1
  return {
    symbol,
    kind,
    doc: isAdjacent ? docIn(comment.value) : '',
    from: isAdjacent ? comment.loc.start.line : commented.loc.start.line,
    line,
    to: node.loc.end.line,
    original: isAdjacent ? originalIn(comment.value) : null,
  }
}

/** Only `/** …` documents something; the stars at the beginnings of lines are no part of it. */
function docIn(comment: string): string {
  return comment.startsWith('*') ? comment.slice(1).replace(/\n\s*\*/g, ' ').replace(/\s+/g, ' ').trim() : ''
}

/** The first method that is named after `Original:`, otherwise the class. `#m` alone is a method of the same class. */
function originalIn(comment: string): string | null {
  const text = /Original:(.*)/s.exec(comment.replace(/\n\s*\*\s?/g, ' '))?.[1]
  if (text === undefined) return null
  const method = /(?:[A-Za-z_$][\w.$]*)?#[\w<>$]+(?:\([^)]*\))?/.exec(text)?.[0]
  const className = /[A-Za-z_$][\w.$]*[A-Z][\w$]*|[A-Z][\w$]*/.exec(text)?.[0]
  return method ?? className ?? null
}
