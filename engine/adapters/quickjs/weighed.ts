import { childrenOf } from '../instrumenter/nodes.mjs'

/** A node of Babel's tree, as far as it is looked at here. */
interface Node {
  readonly type: string
  readonly name?: string
  readonly start: number
  readonly end: number
  readonly operator?: string
  readonly computed?: boolean
  readonly left?: Node
  readonly right?: Node
  readonly argument?: Node | null
  readonly key?: Node
  readonly id?: Node
  readonly init?: Node | null
  readonly object?: Node
  readonly property?: Node
  readonly test?: Node | null
  readonly body?: Node
  readonly cases?: readonly Node[]
  readonly expression?: Node
  readonly properties?: readonly Node[]
}

/** Text before and after the node, and behind its opening brace. */
type Wraps = Map<Node, readonly string[]>

/** What the operator gets as a text it reads letter by letter, to compare it or to make a number of it. (`+` makes ropes.) */
const READING = /^([-*/%&|^]|\*\*|<<|>>>?|[<>]=?|[!=]==?|in)$/
/** These never lead to a text, or to one that costs what it is long elsewhere. */
const NO_TEXT = /^([-*/%&|^]|\*\*|<<|>>>?|[<>]=?|[!=]==?|in|instanceof)$/
const LITTLE: ReadonlySet<string> = new Set([
  'NumericLiteral', 'StringLiteral', 'BooleanLiteral', 'NullLiteral', 'RegExpLiteral', 'ThisExpression', 'NewExpression',
  'ObjectExpression', 'ArrayExpression', 'FunctionExpression', 'ArrowFunctionExpression', 'ClassExpression', 'UpdateExpression',
  'UnaryExpression', 'PrivateName', 'Super',
])
const TEXT = ['__t.s((', '))'] as const
const KEYS = ['__t.k((', '))'] as const

/**
 * Where in the reader's code a single step may read a long text, or copy a large object: the text is weighed there by the
 * probes, which charge what it is long. Built-in functions weigh what they get themselves, see the prelude.
 */
export function weighed(program: unknown, source: string): ReadonlyMap<Node, readonly string[]> {
  const wraps: Wraps = new Map()
  weigh(program as Node, source, wraps)
  return wraps
}

function weigh(node: Node, source: string, wraps: Wraps): void {
  switch (node.type) {
    case 'BinaryExpression':
      if (READING.test(node.operator!)) for (const side of [node.left!, node.right!]) weighText(side, wraps)
      break
    case 'UnaryExpression':
      if (/^[-+~]$/.test(node.operator!)) weighText(node.argument!, wraps)
      break
    case 'UpdateExpression':
      weighUpdate(node, source, wraps)
      break
    case 'CatchClause':
      // Where an error comes from is found out when it is made, frame by frame.
      wraps.set(node.body!, ['', '', '__t.w();'])
      break
    case 'AssignmentExpression':
      weighAssignment(node, source, wraps)
      break
    case 'VariableDeclarator':
      if (hasRest(node.id) && node.init) wraps.set(node.init, KEYS)
      break
    case 'ReturnStatement':
      // Where an operator makes a text of an object, it is this that it gets.
      if (node.argument) weighText(node.argument, wraps)
      break
    case 'ArrowFunctionExpression':
      if (node.body!.type !== 'BlockStatement') weighText(node.body!, wraps)
      break
    case 'SwitchStatement':
      for (const { test } of node.cases!) if (test) weighText(test, wraps)
      break
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      if (node.computed === true) weighText(node.property!, wraps)
      break
    case 'ObjectExpression':
      for (const each of node.properties!) if (each.type === 'SpreadElement') wraps.set(each.argument!, KEYS)
      break
    case 'ForInStatement':
      wraps.set(node.right!, KEYS)
      break
    default:
      if (node.computed === true && node.key) weighText(node.key, wraps)
  }
  for (const child of childrenOf(node) as Node[]) weigh(child, source, wraps)
}

function weighUpdate(node: Node, source: string, wraps: Wraps): void {
  const target = bareOf(node.argument!)
  if (isPlain(target)) wraps.set(node, [`__t.u(${text(target, source)},`, ')'])
  else weighTarget(target, wraps)
}

function weighAssignment({ operator, left, right }: Node, source: string, wraps: Wraps): void {
  if (operator === '=' && hasRest(left)) wraps.set(right!, KEYS)
  if (!NO_TEXT.test(operator!.slice(0, -1))) return
  const target = bareOf(left!)
  if (isPlain(target)) wraps.set(right!, ['__t.s((', `),${text(target, source)})`])
  else {
    weighTarget(target, wraps)
    weighText(right!, wraps)
  }
}

/** A field of what is not simply there: the object and the key are looked at on their way. */
function weighTarget({ object, property, computed }: Node, wraps: Wraps): void {
  if (computed === true) {
    wraps.set(object!, ['__t.o((', '))'])
    wraps.set(property!, ['__t.q((', '))'])
  } else wraps.set(object!, ['__t.m((', `),${JSON.stringify(property!.name)})`])
}

/** Counts up a private field of what is not simply there, which nothing can look at but the code itself. */
export function isOutOfSight(node: object): boolean {
  const { type, operator, argument, left } = node as Node
  const isUpdate = type === 'UpdateExpression' || (type === 'AssignmentExpression' && NO_TEXT.test(operator!.slice(0, -1)))
  if (!isUpdate) return false
  const target = bareOf((argument ?? left)!)
  return !isPlain(target) && target.property?.type === 'PrivateName'
}

function bareOf(node: Node): Node {
  return node.expression === undefined ? node : bareOf(node.expression)
}

function weighText(node: Node, wraps: Wraps): void {
  if (!isLittle(node) && !wraps.has(node)) wraps.set(node, TEXT)
}

function isLittle(node: Node): boolean {
  if (node.type === 'BinaryExpression') return NO_TEXT.test(node.operator!)
  if (node.type === 'TSNonNullExpression' || node.type === 'TSAsExpression') return isLittle(node.expression!)
  return LITTLE.has(node.type)
}

/** Can be read once more without anything happening: a name, or a field of one. */
function isPlain({ type, object, property, computed }: Node): boolean {
  if (type === 'Identifier' || type === 'ThisExpression' || type === 'Super') return true
  return type === 'MemberExpression' && isPlain(object!) && (computed !== true || property!.type === 'NumericLiteral')
}

/** Does the pattern gather what is left of an object? */
export function hasRest(pattern: object | undefined): boolean {
  const { type, properties } = (pattern ?? {}) as Partial<Node>
  return type === 'ObjectPattern' && properties!.some((each) => each.type === 'RestElement')
}

function text({ start, end }: Node, source: string): string {
  return source.slice(start, end)
}
