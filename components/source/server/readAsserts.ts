import { parse } from '@babel/parser'
import type { Invariant } from '../logic/fragment'

interface Node {
  readonly type: string
  readonly loc: { readonly start: { readonly line: number }; readonly end: { readonly line: number } }
  readonly leadingComments?: ReadonlyArray<{ readonly value: string }>
  readonly expression?: Node
  readonly callee?: { readonly name?: string }
  readonly arguments?: ReadonlyArray<{ readonly type: string; readonly value?: string }>
}

/** The asserts of a file by the line on which they begin. The comment right above one is its reason. */
export function readAsserts(source: string): Record<number, Invariant> {
  const { program } = parse(source, { sourceType: 'module', plugins: ['typescript'] })
  const found: Record<number, Invariant> = {}
  visit(program, (node) => {
    const invariant = invariantOf(node)
    if (invariant === null) return
    const reason = (node.leadingComments ?? []).map(({ value }) => value.replace(/^\*|\n\s*\*/g, ' ').trim()).join(' ')
    found[node.loc.start.line] = { invariant, reason }
  })
  return found
}

/** What a statement asserts; null for any other statement. */
function invariantOf({ type, expression }: Node): string | null {
  if (type !== 'ExpressionStatement' || expression?.callee?.name !== 'assert') return null
  const literal = expression.arguments?.[1]
  return literal?.type === 'StringLiteral' ? literal.value ?? null : null
}

function visit(value: unknown, found: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const each of value) visit(each, found)
  } else if (isNode(value)) {
    found(value)
    for (const [name, child] of Object.entries(value)) if (!name.endsWith('Comments')) visit(child, found)
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}
