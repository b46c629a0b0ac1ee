// The traced build: puts a probe before every statement and around every method of the engine's source. It only
// inserts, never on a new line, and leaves the types in place for the bundler to strip: line numbers stay what they
// are.
//
//     if (count > limit) return limit
//  →  __t.lv&&(__t.lv>1?__t.l(4101,[this,count,limit]):__t.p(4101));if (count > limit) {__t.lv&&…;return __r=(limit)}
//
// All insertions are made in the order of the source and go left of what was inserted before at the same place, so
// openers nest outside in and closers inside out.

import { parse } from '@babel/parser'
import MagicString from 'magic-string'
import {
  childrenOf, hasOwnProbe, isIterator, isNotTraced, isSuperCall, isTypeOnly, lastLineOfHead, nameOfKey,
} from './nodes.mjs'
import { hiddenBy, namesOfPattern, variablesOf } from './scopes.mjs'

/** @typedef {import('./nodes.mjs').Node} Node */

/** What a site is. The numbers are also in `engine/trace/SiteTable.ts`. */
export const SiteKind = { STATEMENT: 0, FUNCTION: 1, ARROW: 2, CLASS: 3 }

/** Site id = file index × SITES_PER_FILE + number within the file. */
export const SITES_PER_FILE = 4096

/** A probe hands over at most this many values. */
const MAX_NAMES = 12

/**
 * @typedef {object} Site
 * @property {number} line from 1
 * @property {number} column from 0
 * @property {number} endLine
 * @property {number} kind see {@link SiteKind}
 * @property {string} symbol `Class#method` or `function`
 * @property {string[]} names of the values that the probe hands over, in their order
 */

/**
 * What holds at a place of the program.
 * @typedef {object} Context
 * @property {boolean} traced false inside of what is marked with `@notrace`
 * @property {boolean} inFunction statements outside of functions run when the module loads: they get no probe
 * @property {boolean} hasToken is there an `__r` that takes the returned value?
 * @property {boolean} hasThis may `this` be read?
 * @property {readonly string[]} names the function's own variables that are initialised
 * @property {string} symbol of the class or function around
 * @property {string} hint what the value of this expression is going to be called
 */

/**
 * @typedef {object} Options
 * @property {string} file as the map is to name it
 * @property {number} fileIndex
 * @property {string} runtime the specifier from which the module is to import the probes
 * @property {'iterators'} [generators] in code that is not the engine's, no generator and no async function is one of its
 *   threads: it runs in turns with its caller, so it is no frame on the stack
 * @property {(program: Node, source: string) => ReadonlyMap<Node, readonly string[]>} [wrap] what gets text before and after it,
 *   and behind its opening brace, besides the probes
 */

/**
 * Puts the probes into one module.
 * @param {string} source
 * @param {Options} options
 * @returns {{ code: string, map: import('magic-string').SourceMap, sites: Site[] }}
 */
export function instrument(source, options) {
  const module = new InstrumentedModule(source, options)
  module.run()
  return {
    code: module.text.toString(),
    map: module.text.generateMap({ source: options.file, includeContent: true, hires: 'boundary' }),
    sites: module.sites,
  }
}

class InstrumentedModule {
  /** @param {string} source @param {Options} options */
  constructor(source, options) {
    this.source = source
    this.options = options
    this.text = new MagicString(source)
    /** @type {Site[]} */
    this.sites = []
    this.isFileTraced = true
    /** @type {ReadonlyMap<Node, readonly string[]>} */
    this.wraps = new Map()
  }

  run() {
    const { program, comments } = parse(this.source, {
      sourceType: 'module',
      plugins: ['typescript', 'decorators', 'explicitResourceManagement'],
      sourceFilename: this.options.file,
    })
    this.wraps = this.options.wrap?.(program, this.source) ?? this.wraps
    const start = program.directives[0]?.start ?? program.body[0]?.start ?? 0
    this.isFileTraced = !(comments ?? []).some(
      (comment) => (comment.start ?? 0) < start && comment.value.includes('@notrace-file'),
    )
    const prologue = `import{__t}from'${this.options.runtime}';`
    const directive = program.directives.at(-1)
    if (directive) this.insert(directive.end, `;${prologue}`)
    else this.insert(program.interpreter ? this.source.indexOf('\n') + 1 : 0, prologue)
    const context = {
      traced: this.isFileTraced, inFunction: false, hasToken: false, hasThis: false, names: [], symbol: '', hint: '',
    }
    for (const statement of program.body) this.visit(statement, context)
    if (this.sites.length > SITES_PER_FILE) throw new Error(`${this.options.file} has too many sites for its number`)
    if (this.sites.length === 0) this.text = new MagicString(this.source)
  }

  /** @param {number | null | undefined} position @param {string | undefined} text */
  insert(position, text) {
    if (text) this.text.appendLeft(/** @type {number} */ (position), text)
  }

  /**
   * @param {Node} node where the site is
   * @param {number} kind @param {string} symbol @param {string[]} names @param {number} endLine
   * @returns {number} its id
   */
  addSite(node, kind, symbol, names, endLine) {
    const { line, column } = node.loc.start
    this.sites.push({ line, column, endLine, kind, symbol, names })
    return this.options.fileIndex * SITES_PER_FILE + this.sites.length - 1
  }

  /**
   * The text of a probe before a statement or within an expression, without a closing semicolon.
   * @param {Node} node @param {number} kind @param {Context} context @param {number} endLine
   */
  probe(node, kind, context, endLine) {
    const self = context.hasThis ? ['this'] : []
    const values = [...self, ...context.names.slice(self.length - MAX_NAMES)]
    const id = this.addSite(node, kind, context.symbol, values, endLine)
    return values.length === 0 ? `__t.lv&&__t.p(${id})` : `__t.lv&&(__t.lv>1?__t.l(${id},[${values}]):__t.p(${id}))`
  }

  /** @param {Node} node an expression @param {Node} at @param {number} kind @param {Context} context */
  probeExpression(node, at, kind, context) {
    this.insert(node.start, `(${this.probe(at, kind, context, node.loc.end.line)},(`)
    this.visit(node, context)
    this.insert(node.end, '))')
  }

  /** @param {Node} node @param {Context} context */
  visit(node, context) {
    const wrap = this.wraps.get(node)
    if (wrap === undefined) return this.visitNode(node, context)
    const [before, after, inside] = wrap
    this.insert(node.start, before)
    if (inside !== undefined) this.insert(node.start + 1, inside)
    this.visitNode(node, context)
    this.insert(node.end, after)
  }

  /** @param {Node} node @param {Context} context */
  visitNode(node, context) {
    if (isTypeOnly(node)) return
    const inner = context.traced && isNotTraced(node) ? { ...context, traced: false } : context
    switch (node.type) {
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
      case 'ObjectMethod':
      case 'ClassMethod':
      case 'ClassPrivateMethod':
        return this.visitFunction(node, inner)
      case 'ClassDeclaration':
      case 'ClassExpression':
        return this.visitClass(node, inner)
      case 'VariableDeclarator':
      case 'ObjectProperty':
      case 'AssignmentExpression':
        return this.visitNamed(node, inner)
      case 'BlockStatement':
        return this.visitList(node.body, inner)
      case 'ReturnStatement':
        return this.visitReturn(node, inner)
      default:
        if (inner.inFunction && this.visitCompound(node, inner)) return
        for (const child of childrenOf(node)) this.visit(child, { ...inner, hint: '' })
    }
  }

  /**
   * Something that gives a name to a function without one.
   * @param {Node} node @param {Context} context
   */
  visitNamed(node, context) {
    const target = node.id ?? node.key ?? node.left
    const name = target.name ?? target.property?.name ?? target.value ?? ''
    const joint = context.symbol.includes('#') ? '.' : '#'
    const hint = context.inFunction || context.symbol === '' ? String(name) : `${context.symbol}${joint}${name}`
    for (const child of childrenOf(node)) {
      const isLiteral = child.type === 'ObjectExpression' && !context.inFunction
      this.visit(child, { ...context, hint, symbol: isLiteral ? hint : context.symbol })
    }
  }

  /** @param {Node} node @param {Context} context */
  visitReturn(node, context) {
    if (node.argument === null) return
    const { argument } = node
    const isKept = context.traced && context.hasToken
    if (isKept) this.insert(argument.start, '__r=(')
    this.visit(argument, { ...context, hint: '' })
    if (isKept) this.insert(argument.end, ')')
  }

  /** @param {Node} node @param {Context} context */
  visitClass(node, context) {
    const name = node.id?.name ?? (context.hint || '(class)')
    if (node.superClass) this.visit(node.superClass, context)
    const id = this.addSite(node, SiteKind.CLASS, name, [], node.loc.end.line)
    this.insert(node.body.start + 1, `static{__t.c(this,${id},${JSON.stringify(name)})}`)
    for (const member of node.body.body) {
      if (isTypeOnly(member)) continue
      const traced = context.traced && !isNotTraced(member)
      const inside = { ...context, traced, inFunction: false, hasToken: false, names: [], symbol: name, hint: '' }
      if (member.type === 'ClassMethod' || member.type === 'ClassPrivateMethod') {
        this.visitFunction(member, { ...inside, hasThis: !member.static }, node.superClass !== null)
      } else {
        for (const child of childrenOf(member)) {
          const hint = member.key ? `${name}#${nameOfKey(member)}` : `${name}#static`
          this.visit(child, { ...inside, hasThis: !member.static && child === member.value, hint, symbol: hint })
        }
      }
    }
  }

  /** @param {Node} node @param {Context} context the one around it @param {boolean} [isDerived] */
  visitFunction(node, context, isDerived = false) {
    if (node.computed) this.visit(node.key, context)
    const hasThis = context.hasThis && !(isDerived && node.kind === 'constructor')
    const outside = { ...context, inFunction: false, hasToken: false, hasThis, names: [], hint: '' }
    for (const param of node.params) this.visit(param, outside)
    const isArrow = node.type === 'ArrowFunctionExpression'
    const isObjectMethod = node.type === 'ObjectMethod'
    const inner = {
      ...context,
      inFunction: true,
      hasToken: false,
      hasThis: isArrow || node.type.startsWith('Class') ? context.hasThis : isObjectMethod,
      names: node.params.flatMap(namesOfPattern),
      symbol: symbolOf(node, context),
      hint: '',
    }
    if (!context.traced) this.visit(node.body, inner)
    else if (node.body.type !== 'BlockStatement') this.probeExpression(node.body, node, SiteKind.ARROW, inner)
    else if (isDerived && node.kind === 'constructor') this.visitDerivedConstructor(node, inner)
    else if (isIterator(node) || (this.options.generators === 'iterators' && (node.generator || node.async))) this.visitList(node.body.body, inner)
    else {
      this.insertAtStart(node.body, `${this.enter(node, inner)};let __r;try{`)
      this.visitList(node.body.body, { ...inner, hasToken: true })
      this.insert(node.body.end - 1, CLOSE)
    }
  }

  /** @param {Node} node @param {Context} context */
  enter(node, context) {
    const names = context.names.slice(0, MAX_NAMES)
    const id = this.addSite(node, SiteKind.FUNCTION, context.symbol, names, node.loc.end.line)
    const values = names.length === 0 ? 'null' : `__t.av?[${names}]:null`
    return `const __e=__t.on?__t.enter(${id},${context.hasThis ? 'this' : 'null'},${values}):-1`
  }

  /** Text after the opening brace and after the directives. @param {Node} body @param {string} text */
  insertAtStart(body, text) {
    const directive = body.directives.at(-1)
    this.insert(directive ? directive.end : body.start + 1, directive ? `;${text}` : text)
  }

  /**
   * In the constructor of a derived class there is no `this` before `super()`, and the `try` must not contain it.
   * @param {Node} node @param {Context} context
   */
  visitDerivedConstructor(node, context) {
    const { body } = node.body
    const index = body.findIndex(isSuperCall)
    const before = { ...context, hasThis: false }
    if (index < 0) return this.visitList(body, before)
    this.insertAtStart(node.body, `${this.enter(node, before)};`)
    const names = this.visitList(body.slice(0, index + 1), before, hiddenBy(body))
    this.insert(body[index].end, ';if(__e>=0)__t.self(__e,this);let __r;try{')
    this.visitList(body.slice(index + 1), { ...context, names, hasToken: true })
    this.insert(node.body.end - 1, CLOSE)
  }

  /**
   * @param {Node[]} statements @param {Context} context
   * @param {Set<string>} [hidden] names that must not be read until they are declared here
   * @returns {readonly string[]} the names that can be read at the end
   */
  visitList(statements, context, hidden = hiddenBy(statements)) {
    let names = context.names.filter((name) => !hidden.has(name))
    for (const statement of statements) {
      this.visitStatement(statement, { ...context, names, hint: '' })
      const declared = variablesOf(statement)
      if (declared.length > 0) names = [...names.filter((name) => !declared.includes(name)), ...declared]
    }
    return names
  }

  /** @param {Node} statement @param {Context} context */
  visitStatement(statement, context) {
    if (context.inFunction && context.traced && hasOwnProbe(statement) && !isNotTraced(statement)) {
      this.insert(statement.start, `${this.probe(statement, SiteKind.STATEMENT, context, lastLineOfHead(statement))};`)
    }
    this.visit(statement, context)
  }

  /**
   * The single statement of an `if`, `else` or loop: gets braces.
   * @param {Node | null} body @param {Context} context
   */
  visitBody(body, context) {
    if (body === null) return
    const needsBraces = context.traced && hasOwnProbe(body)
    if (needsBraces) this.insert(body.start, '{')
    this.visitStatement(body, context)
    if (needsBraces) this.insert(body.end, '}')
  }

  /**
   * Statements that contain statements or declare names.
   * @param {Node} node @param {Context} context
   * @returns {boolean} false when it is none of them
   */
  visitCompound(node, context) {
    switch (node.type) {
      case 'IfStatement':
        this.visit(node.test, context)
        this.visitBody(node.consequent, context)
        this.visitBody(node.alternate, context)
        return true
      case 'LabeledStatement':
        this.visit(node.body, context)
        return true
      case 'WhileStatement':
        this.visitTest(node.test, node, context)
        this.visitBody(node.body, context)
        return true
      case 'DoWhileStatement':
        this.visitBody(node.body, context)
        this.visitTest(node.test, node.test, context)
        return true
      case 'ForStatement':
        this.visitFor(node, context)
        return true
      case 'ForOfStatement':
      case 'ForInStatement': {
        this.visit(node.right, context)
        this.visitBody(node.body, withNames(context, variablesOf(node.left)))
        return true
      }
      case 'SwitchStatement':
        this.visitSwitch(node, context)
        return true
      case 'CatchClause':
        this.visit(node.body, withNames(context, namesOfPattern(node.param)))
        return true
      default:
        return false
    }
  }

  /**
   * The condition of a loop is a step each time it is evaluated.
   * @param {Node} test @param {Node} at @param {Context} context
   */
  visitTest(test, at, context) {
    if (context.traced) this.probeExpression(test, at, SiteKind.STATEMENT, context)
    else this.visit(test, context)
  }

  /**
   * `for` with an init is a step once before the loop, and then each time it comes round: at its update. Without an init it
   * is one whenever the condition is evaluated.
   * @param {Node} node @param {Context} context
   */
  visitFor(node, context) {
    const inside = withNames(context, variablesOf(node.init))
    if (node.init) this.visit(node.init, context)
    if (node.test && !node.init) this.visitTest(node.test, node, inside)
    else if (node.test) this.visit(node.test, inside)
    if (node.update && (node.init || !node.test)) this.visitTest(node.update, node, inside)
    else if (node.update) this.visit(node.update, inside)
    this.visitBody(node.body, inside)
  }

  /** All cases of a switch are one scope. @param {Node} node @param {Context} context */
  visitSwitch(node, context) {
    this.visit(node.discriminant, context)
    const hidden = hiddenBy(node.cases.flatMap((/** @type {Node} */ each) => each.consequent))
    for (const each of node.cases) {
      if (each.test) this.visit(each.test, context)
      this.visitList(each.consequent, context, hidden)
    }
  }
}

const CLOSE = '}catch(__x){if(__e>=0)__t.thrown(__e,__x);throw __x}finally{if(__e>=0)__t.exit(__e,__r)}'

/** @param {Context} context @param {string[]} declared @returns {Context} */
function withNames(context, declared) {
  return { ...context, names: [...context.names.filter((name) => !declared.includes(name)), ...declared] }
}

/** @param {Node} node @param {Context} context @returns {string} */
function symbolOf(node, context) {
  if (node.type === 'ClassMethod' || node.type === 'ClassPrivateMethod') return `${context.symbol}#${nameOfKey(node)}`
  if (!context.inFunction) {
    if (node.type === 'ObjectMethod') return context.symbol ? `${context.symbol}#${nameOfKey(node)}` : nameOfKey(node)
    return node.id?.name ?? (context.hint || context.symbol || '(anonymous)')
  }
  const name = node.type === 'ObjectMethod' ? nameOfKey(node) : (node.id?.name ?? (context.hint || '(anonymous)'))
  return `${context.symbol}.${name}`
}
