// Which names a probe may read at a place of the program without running into one that is declared but not yet
// initialised (the temporal dead zone), and what a syntax tree says about itself.

/** @typedef {import('@babel/parser').ParseResult['program'] | any} Node */

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
 * The names that a pattern binds.
 * @param {Node | null} pattern
 * @returns {string[]}
 */
export function namesOfPattern(pattern) {
  switch (pattern?.type) {
    case 'Identifier':
      return pattern.name === 'this' ? [] : [pattern.name]
    case 'AssignmentPattern':
      return namesOfPattern(pattern.left)
    case 'RestElement':
      return namesOfPattern(pattern.argument)
    case 'ArrayPattern':
      return pattern.elements.flatMap(namesOfPattern)
    case 'ObjectPattern':
      return pattern.properties.flatMap((/** @type {Node} */ each) => namesOfPattern(each.value ?? each))
    case 'TSParameterProperty':
      return namesOfPattern(pattern.parameter)
    default:
      return []
  }
}

/**
 * The variables that a statement declares: they can be read after it.
 * @param {Node | null} statement
 * @returns {string[]}
 */
export function variablesOf(statement) {
  if (statement?.type !== 'VariableDeclaration' || statement.declare === true) return []
  return statement.declarations.flatMap((/** @type {Node} */ each) => namesOfPattern(each.id))
}

/**
 * What a visible name is hidden by within a list of statements: everything declared there, even further down.
 * @param {Node[]} statements
 * @returns {Set<string>}
 */
export function hiddenBy(statements) {
  const hidden = new Set()
  for (const statement of statements) {
    for (const name of variablesOf(statement)) hidden.add(name)
    if (/^(Function|Class|TSEnum)Declaration$/.test(statement.type) && statement.id) hidden.add(statement.id.name)
  }
  return hidden
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
