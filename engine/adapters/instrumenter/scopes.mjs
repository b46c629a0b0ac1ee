// Which names a probe may read at a place of the program without running into one that is declared but not yet
// initialised (the temporal dead zone).

/** @typedef {import('./nodes.mjs').Node} Node */

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
