import { anchorsOfSymbols } from '../logic/sourceHref'
import type { EngineFacts, FileFacts } from './engineFacts'
import type { SourceSymbol } from './readSymbols'

/** A symbol and where its page has it. */
export interface CallNode extends SourceSymbol {
  readonly file: string
  /** Its fragment on the page of the file. */
  readonly anchor: string
}

export interface Neighbours {
  /** In the order of their files; each once. */
  readonly callers: readonly CallNode[]
  readonly callees: readonly CallNode[]
  /** What it implements or overrides, and what implements or overrides it. */
  readonly bases: readonly CallNode[]
  readonly overriding: readonly CallNode[]
}

const NOBODY: Neighbours = { callers: [], callees: [], bases: [], overriding: [] }

/** Who calls whom in the engine, from the types: a call of an interface's method is a call of that, not of what implements it. */
export class CallGraph {
  private readonly nodes: ReadonlyMap<string, readonly CallNode[]>
  private readonly neighbours: Map<CallNode, { -readonly [K in keyof Neighbours]: Set<CallNode> }>

  constructor(facts: EngineFacts) {
    this.nodes = new Map([...facts].map(([file, { symbols }]) => [file, nodesOf(file, symbols)]))
    this.neighbours = new Map()
    for (const [file, each] of facts) this.addFile(file, each)
  }

  /** The symbols of a file, outer ones before those in them. */
  symbolsOf(file: string): readonly CallNode[] {
    return this.nodes.get(file) ?? []
  }

  neighboursOf(node: CallNode): Neighbours {
    const found = this.neighbours.get(node)
    if (found === undefined) return NOBODY
    const { callers, callees, bases, overriding } = found
    return { callers: [...callers], callees: [...callees], bases: [...bases], overriding: [...overriding] }
  }

  /** The innermost symbol around a line. */
  around(file: string, line: number): CallNode | null {
    return this.symbolsOf(file).findLast(({ from, to }) => from <= line && line <= to) ?? null
  }

  /** What is defined on a line: a method by the line of any of its signatures. Null for a field, a type and the like. */
  definedAt(file: string, line: number, text: string): CallNode | null {
    const exact = this.symbolsOf(file).find((each) => each.line === line)
    if (exact !== undefined) return exact
    const around = this.around(file, line)
    const name = around?.symbol.split('#').at(-1)
    return around?.kind === 'method' && new RegExp(`^[\\s\\w*#]*\\b${name}[<(]`).test(text) ? around : null
  }

  private addFile(file: string, { calls, places, overrides }: FileFacts): void {
    for (const [line, place] of calls) {
      const caller = this.around(file, line)
      const callee = this.called(...places[place]!)
      if (caller === null || callee === null || caller === callee) continue
      this.of(caller).callees.add(callee)
      this.of(callee).callers.add(caller)
    }
    for (const { line, file: target, target: targetLine } of overrides) {
      const own = this.around(file, line)
      const base = this.around(target, targetLine)
      if (own === null || base === null || own === base) continue
      this.of(own).bases.add(base)
      this.of(base).overriding.add(own)
    }
  }

  /** To make an object is to call its constructor, if the class has one. */
  private called(file: string, line: number): CallNode | null {
    const found = this.symbolsOf(file).find((each) => each.line === line) ?? this.around(file, line)
    if (found?.kind !== 'class') return found
    const isIn = ({ symbol, from }: CallNode): boolean => symbol.endsWith('#constructor') && from >= found.from && from <= found.to
    return this.symbolsOf(file).find(isIn) ?? found
  }

  private of(node: CallNode): { -readonly [K in keyof Neighbours]: Set<CallNode> } {
    const known = this.neighbours.get(node)
    if (known !== undefined) return known
    const nobody = (): Set<CallNode> => new Set()
    const made = { callers: nobody(), callees: nobody(), bases: nobody(), overriding: nobody() }
    this.neighbours.set(node, made)
    return made
  }
}

function nodesOf(file: string, symbols: readonly SourceSymbol[]): CallNode[] {
  const anchors = anchorsOfSymbols(symbols.map(({ symbol }) => symbol), file)
  return symbols.map((symbol, index) => ({ ...symbol, file, anchor: anchors[index]! }))
}

let shared: { readonly facts: EngineFacts; readonly graph: CallGraph } | null = null

export function callGraphOf(facts: EngineFacts): CallGraph {
  if (shared?.facts !== facts) shared = { facts, graph: new CallGraph(facts) }
  return shared.graph
}
