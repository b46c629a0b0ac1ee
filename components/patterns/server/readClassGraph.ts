import path from 'node:path'
import ts from 'typescript'
import { readEngineFile } from '../../source/server/engineFiles'
import type { ClassEdge, ClassGraph, ClassNode, Relation } from '../logic/classGraph'
import { readContentFile } from './readContentFile'

/** How many fields and methods a box shows. */
const MOST_ROWS = 6

interface ParsedClass {
  readonly symbol: string
  readonly declaration: ts.ClassDeclaration | ts.InterfaceDeclaration
  readonly source: ts.SourceFile
  /** Name in this file → symbol of the class that it stands for. */
  readonly names: ReadonlyMap<string, string>
}

/**
 * Reads from the source of some classes what refers to what: which of them they extend, which their fields have, which they make,
 * and which their methods use. `client/impl/MQClientManager` is a class of the engine; what begins with `content/` is the page's own,
 * `content/patterns/state/run/StateObjects#ProducerState` one that is not named like its file.
 */
export function readClassGraph(symbols: readonly string[]): ClassGraph {
  const classes = symbols.map(parseClass)
  const known = new Set(symbols)
  const edges = classes.flatMap((each) => edgesOf(each, known))
  return { nodes: classes.map((each) => nodeOf(each, edges)), edges }
}

function fileOf(symbol: string): string {
  const stem = symbol.split('#')[0]!
  return `${stem.startsWith('content/') ? stem : `engine/${stem}`}.ts`
}

function parseClass(symbol: string): ParsedClass {
  const file = fileOf(symbol)
  const text = file.startsWith('content/') ? readContentFile(file) : readEngineFile(file)
  if (text === null) throw new Error(`${symbol}: there is no ${file}`)
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true)
  const name = symbol.split('#')[1] ?? path.posix.basename(symbol)
  const declaration = source.statements.find((each): each is ts.ClassDeclaration | ts.InterfaceDeclaration => {
    return (ts.isClassDeclaration(each) || ts.isInterfaceDeclaration(each)) && each.name?.text === name
  })
  if (declaration === undefined) throw new Error(`${file} has no class ${name}`)
  return { symbol, declaration, source, names: namesIn(source, symbol) }
}

/** The classes that a file imports from their own files, and those that stand in the file itself. */
function namesIn(source: ts.SourceFile, symbol: string): Map<string, string> {
  const stem = symbol.split('#')[0]!
  const names = new Map<string, string>()
  for (const statement of source.statements) {
    if ((ts.isClassDeclaration(statement) || ts.isInterfaceDeclaration(statement)) && statement.name !== undefined) {
      const { text } = statement.name
      names.set(text, text === path.posix.basename(stem) ? stem : `${stem}#${text}`)
    }
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue
    const target = path.posix.join(path.posix.dirname(fileOf(symbol)), statement.moduleSpecifier.text).replace(/^engine\//, '')
    const bindings = statement.importClause?.namedBindings
    if (bindings === undefined || !ts.isNamedImports(bindings)) continue
    for (const { name } of bindings.elements) {
      names.set(name.text, name.text === path.posix.basename(target) ? target : `${target}#${name.text}`)
    }
  }
  return names
}

/** The classes of the graph that a piece of source names. */
function namedIn(node: ts.Node, { names }: ParsedClass, known: ReadonlySet<string>): string[] {
  const found = new Set<string>()
  const visit = (each: ts.Node): void => {
    const symbol = ts.isIdentifier(each) ? names.get(each.text) : undefined
    if (symbol !== undefined && known.has(symbol)) found.add(symbol)
    ts.forEachChild(each, visit)
  }
  visit(node)
  return [...found]
}

function edgesOf(from: ParsedClass, known: ReadonlySet<string>): ClassEdge[] {
  const edges: ClassEdge[] = []
  const add = (to: string, relation: Relation, label: string): void => {
    const isKnown = edges.some((edge) => edge.to === to && edge.relation === relation)
    if (to !== from.symbol && !isKnown) edges.push({ from: from.symbol, to, relation, label })
  }
  for (const clause of from.declaration.heritageClauses ?? []) {
    const relation = clause.token === ts.SyntaxKind.ExtendsKeyword ? 'extends' : 'implements'
    for (const to of namedIn(clause, from, known)) add(to, relation, '')
  }
  for (const member of from.declaration.members) {
    const label = member.name === undefined ? '' : member.name.getText(from.source)
    if (ts.isPropertyDeclaration(member) || ts.isPropertySignature(member)) {
      for (const to of namedIn(member.type ?? member, from, known)) add(to, 'has', label)
      continue
    }
    for (const to of madeIn(member, from, known)) add(to, 'makes', label)
    for (const to of namedIn(member, from, known)) {
      if (!edges.some((edge) => edge.to === to)) add(to, 'uses', label)
    }
  }
  return edges
}

function madeIn(node: ts.Node, parsed: ParsedClass, known: ReadonlySet<string>): string[] {
  const found: string[] = []
  const visit = (each: ts.Node): void => {
    if (ts.isNewExpression(each)) found.push(...namedIn(each.expression, parsed, known))
    ts.forEachChild(each, visit)
  }
  visit(node)
  return found
}

function nodeOf(parsed: ParsedClass, edges: readonly ClassEdge[]): ClassNode {
  const { symbol, declaration, source } = parsed
  const labels = new Set(edges.filter(({ from }) => from === symbol).map(({ label }) => label))
  const members = [...declaration.members]
  const properties = members.filter((each) => ts.isPropertyDeclaration(each) || ts.isPropertySignature(each))
  const fields = properties.map((each) => {
    return { name: each.name.getText(source), type: each.type?.getText(source).replaceAll(/\s+/g, ' ') ?? '' }
  })
  const methods = members
    .filter((each) => ts.isMethodDeclaration(each) || ts.isMethodSignature(each))
    .filter((each) => !isPrivate(each))
    .map((each) => each.name.getText(source))
  // What refers to other classes of the picture comes first; the rest as it stands in the source.
  const sorted = [...fields].sort((one, other) => Number(labels.has(other.name)) - Number(labels.has(one.name)))
  const shownFields = sorted.filter(({ name, type }) => labels.has(name) || /State/.test(type)).slice(0, MOST_ROWS / 2)
  const shownMethods = [...new Set(methods)]
    .sort((one, other) => Number(labels.has(other)) - Number(labels.has(one)))
    .slice(0, MOST_ROWS - shownFields.length)
  return {
    symbol,
    name: declaration.name!.text,
    isInterface: ts.isInterfaceDeclaration(declaration),
    fields: shownFields,
    methods: shownMethods,
    line: source.getLineAndCharacterOfPosition(declaration.name!.getStart(source)).line + 1,
  }
}

function isPrivate(member: ts.ClassElement | ts.TypeElement): boolean {
  const modifiers = ts.canHaveModifiers(member) ? ts.getModifiers(member) ?? [] : []
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword)
}
