// What a syntax tree says about itself.

/** @typedef {import('@babel/parser').ParseResult['program'] | any} Node a node of Babel's tree */

const TYPE_ONLY_KEYS = new Set([
  'typeAnnotation', 'typeParameters', 'typeArguments', 'returnType', 'superTypeParameters', 'implements', 'predicate',
])

/** TypeScript's wrappers around expressions, the only TS nodes with code inside. */
const WRAPPERS = new Set([
  'TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression', 'TSTypeAssertion', 'TSInstantiationExpression',
  'TSParameterProperty', 'TSExportAssignment',
])

/**
 * The children of a node in the order of the source, types left out.
 * @param {Node} node
 * @returns {Node[]}
 */
export function childrenOf(node) {
  const children = []
  for (const key of Object.keys(node)) {
    if (TYPE_ONLY_KEYS.has(key) || key === 'loc' || key === 'extra' || key.endsWith('Comments')) continue
    const value = node[key]
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child !== null && typeof child === 'object' && typeof child.type === 'string') children.push(child)
    }
  }
  return children.sort((a, b) => a.start - b.start)
}

/**
 * Is there nothing in it that runs: an interface, a `declare`, an overload, a type?
 * @param {Node} node
 */
export function isTypeOnly(node) {
  if (node.declare === true || node.abstract === true && node.type !== 'ClassDeclaration') return true
  return node.type.startsWith('TS') && !WRAPPERS.has(node.type)
}

/**
 * Does its leading comment ask for no probes?
 * @param {Node} node
 */
export function isNotTraced(node) {
  return (node.leadingComments ?? []).some((/** @type {Node} */ comment) => /@notrace(?![\w-])/.test(comment.value))
}

/**
 * The last line of what is about to run: of a compound statement only the head.
 * @param {Node} statement
 * @returns {number}
 */
export function lastLineOfHead(statement) {
  switch (statement.type) {
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return statement.type === 'DoWhileStatement' ? statement.loc.start.line : statement.test.loc.end.line
    case 'ForStatement':
      return (statement.update ?? statement.test ?? statement.init ?? statement).loc[
        statement.update ?? statement.test ?? statement.init ? 'end' : 'start'
      ].line
    case 'ForOfStatement':
    case 'ForInStatement':
      return statement.right.loc.end.line
    case 'SwitchStatement':
      return statement.discriminant.loc.end.line
    case 'LabeledStatement':
      return lastLineOfHead(statement.body)
    default:
      return statement.loc.end.line
  }
}

/**
 * Is a probe put right before it? Not before what only holds other statements, and not where the probe is in the
 * condition.
 * @param {Node} statement
 * @returns {boolean}
 */
export function hasOwnProbe(statement) {
  switch (statement.type) {
    case 'BlockStatement':
    case 'EmptyStatement':
    case 'TryStatement':
    case 'FunctionDeclaration':
    case 'WhileStatement':
      return false
    case 'ForStatement':
      return statement.init !== null || statement.test === null
    case 'LabeledStatement':
      return hasOwnProbe(statement.body)
    default:
      return !isTypeOnly(statement)
  }
}

/** @param {Node} statement */
export function isSuperCall(statement) {
  return statement.type === 'ExpressionStatement' && statement.expression.type === 'CallExpression'
    && statement.expression.callee.type === 'Super'
}

/**
 * A generator that is said to return something else than `Blocking` is an iterator: it runs in turns with its caller,
 * so it is no frame on the stack.
 * @param {Node} node
 */
export function isIterator(node) {
  const type = node.returnType?.typeAnnotation
  return node.generator === true && type !== undefined && type.typeName?.name !== 'Blocking'
}

/** @param {Node} node */
export function nameOfKey(node) {
  const { key } = node
  return key.type === 'PrivateName' ? `#${key.id.name}` : String(key.name ?? key.value ?? '(computed)')
}
