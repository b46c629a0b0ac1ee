import { statSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { isReadable, listReadableFiles, ROOT } from './engineFiles'

/** A name in the source of the engine, and the line on which what it stands for is defined. */
export interface DefinitionLink {
  /** From 1. */
  readonly line: number
  /** From 0. */
  readonly column: number
  readonly length: number
  readonly file: string
  readonly target: number
  /** The name is that of a function or a class, and here it is called or made. */
  readonly isCall: boolean
}

/** A method that takes the place of one of an interface or of a class that its own class extends. */
export interface Override {
  /** Of the method's name, from 1. */
  readonly line: number
  readonly file: string
  readonly target: number
}

/** What is defined on a line: as it stands in the source, without its body, and what its comment says. */
export interface DefinedName {
  readonly line: number
  readonly signature: string
  readonly doc: string
}

type Name = ts.Identifier | ts.PrivateIdentifier

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  strict: true,
  skipLibCheck: true,
  noEmit: true,
  types: [],
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.webworker.d.ts'],
}

/**
 * The names of the engine's files that stand for something defined in another place of the engine: classes, interfaces, their
 * methods and fields, functions, and constants of modules. Variables and parameters are left out: their definition is on the
 * screen already.
 */
export class Definitions {
  private readonly root: string
  private readonly service: ts.LanguageService

  constructor(root: string = ROOT) {
    this.root = root
    this.service = ts.createLanguageService(hostOf(root))
  }

  /** The engine as it is now. To ask for it takes a look at every file, so those who ask about many files keep it. */
  program(): ts.Program {
    return this.service.getProgram()!
  }

  /** In the order in which they stand in the file. */
  linksOf(file: string, program = this.program()): DefinitionLink[] {
    const source = program.getSourceFile(path.join(this.root, file))
    if (source === undefined) return []
    const checker = program.getTypeChecker()
    const links: DefinitionLink[] = []
    const visit = (node: ts.Node): void => {
      const link = ts.isIdentifier(node) || ts.isPrivateIdentifier(node) ? this.linkOf(node, source, checker) : null
      if (link !== null) links.push(link)
      ts.forEachChild(node, visit)
    }
    visit(source)
    return links
  }

  /** The methods of the file's classes that implement or override others of the engine. */
  overridesOf(file: string, program = this.program()): Override[] {
    const source = program.getSourceFile(path.join(this.root, file))
    const checker = program.getTypeChecker()
    const overrides: Override[] = []
    for (const statement of source?.statements ?? []) {
      if (!ts.isClassDeclaration(statement)) continue
      const heritage = (statement.heritageClauses ?? []).flatMap(({ types }) => [...types])
      const bases = heritage.map((type) => checker.getTypeAtLocation(type))
      for (const member of statement.members) {
        if (!ts.isMethodDeclaration(member) || !ts.isIdentifier(member.name) || isSignature(member)) continue
        for (const base of bases) {
          const found = base.getProperty(member.name.text)?.declarations?.find(isWorthGoingTo)
          const place = found === undefined ? null : this.placeOf(ts.getNameOfDeclaration(found) ?? found)
          if (place !== null) overrides.push({ line: lineAt(source!, member.name), ...place })
        }
      }
    }
    return overrides
  }

  /** Everything of the file that a name can lead to. */
  namesOf(file: string, program = this.program()): DefinedName[] {
    const source = program.getSourceFile(path.join(this.root, file))
    if (source === undefined) return []
    const checker = program.getTypeChecker()
    const names: DefinedName[] = []
    const visit = (node: ts.Node): void => {
      const name = ts.isIdentifier(node) || ts.isPrivateIdentifier(node) ? node : null
      const declaration = name?.parent as ts.Declaration | undefined
      if (declaration !== undefined && ts.getNameOfDeclaration(declaration) === name && isWorthGoingTo(declaration)) {
        const signature = signatureOf(declaration, source, checker)
        names.push({ line: lineAt(source, name!), signature, doc: docOf(declaration, source) })
      }
      ts.forEachChild(node, visit)
    }
    visit(source)
    return names
  }

  private linkOf(name: Name, source: ts.SourceFile, checker: ts.TypeChecker): DefinitionLink | null {
    const found = definitionOf(name, checker)
    const place = found === null || found === name ? null : this.placeOf(found)
    if (place === null) return null
    const { line, character } = source.getLineAndCharacterOfPosition(name.getStart(source))
    if (place.file === this.fileOf(source) && place.target === line + 1) return null
    return { line: line + 1, column: character, length: name.text.length, ...place, isCall: isCalled(name) }
  }

  /** Null when it is not in the engine. */
  private placeOf(node: ts.Node): { readonly file: string; readonly target: number } | null {
    const source = node.getSourceFile()
    const file = this.fileOf(source)
    return isReadable(file) ? { file, target: lineAt(source, node) } : null
  }

  private fileOf(source: ts.SourceFile): string {
    return path.relative(this.root, source.fileName).split(path.sep).join('/')
  }
}

let shared: Definitions | null = null

/** The project's own. Made at the first call, which takes seconds; a file that has changed since is read anew. */
export function definitions(): Definitions {
  shared ??= new Definitions()
  return shared
}

function hostOf(root: string): ts.LanguageServiceHost {
  return {
    getScriptFileNames: () => listReadableFiles(root).map((file) => path.join(root, file)),
    getScriptVersion: (file) => String(statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0),
    getScriptSnapshot: (file) => {
      const text = ts.sys.readFile(file)
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
    },
    getCurrentDirectory: () => root,
    getCompilationSettings: () => OPTIONS,
    getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  }
}

/** The name at which that is defined which a name stands for; null if that is nothing to go to. */
function definitionOf(name: Name, checker: ts.TypeChecker): ts.Node | null {
  // As in `typeof this.field`.
  if (name.text === 'this') return null
  const { parent } = name
  const local = ts.isShorthandPropertyAssignment(parent)
    ? checker.getShorthandAssignmentValueSymbol(parent)
    : checker.getSymbolAtLocation(name)
  if (local === undefined) return null
  const symbol = local.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(local) : local
  const declarations = symbol.declarations?.filter(isWorthGoingTo) ?? []
  // Of overloads the one with the body; it also has the comment.
  const declaration = declarations.find((each) => 'body' in each && each.body !== undefined) ?? declarations[0]
  return declaration === undefined ? null : (ts.getNameOfDeclaration(declaration) ?? declaration)
}

/** From 1. */
function lineAt(source: ts.SourceFile, node: ts.Node): number {
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1
}

/** Of an overloaded method only one has a body; an abstract one has none at all. */
function isSignature({ body, modifiers }: ts.MethodDeclaration): boolean {
  return body === undefined && modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword) !== true
}

/** Is it what a call calls: `name(`, `object.name(`, `new Name(`? */
function isCalled(name: Name): boolean {
  const { parent } = name
  const called = ts.isPropertyAccessExpression(parent) && parent.name === name ? parent : name
  const around = called.parent
  return (ts.isCallExpression(around) || ts.isNewExpression(around)) && around.expression === called
}

const LONGEST_SIGNATURE = 400

/** Up to its body or its value; of what has no type in the source, the type that it has. */
function signatureOf(declaration: ts.Declaration, source: ts.SourceFile, checker: ts.TypeChecker): string {
  const node = ts.isVariableDeclaration(declaration) ? declaration.parent : declaration
  const { body, members, type, initializer } = declaration as {
    body?: ts.Node; members?: readonly ts.Node[]; type?: ts.Node; initializer?: ts.Node
  }
  const brace = members === undefined ? -1 : source.text.lastIndexOf('{', members[0]?.getFullStart() ?? declaration.end)
  const isPlain = initializer !== undefined && isPlainValue(initializer)
  const cut = initializer === undefined || isPlain ? undefined : initializer.getFullStart() - 1
  const end = brace >= 0 ? brace : (body?.getFullStart() ?? cut ?? declaration.end)
  const text = source.text.slice(node.getStart(source), end).replace(/\s+/g, ' ').replace(/[\s=]+$/, '')
  const isTyped = type !== undefined || initializer === undefined || isPlain
  const whole = isTyped ? text : `${text}: ${checker.typeToString(checker.getTypeAtLocation(declaration))}`
  return whole.length > LONGEST_SIGNATURE ? `${whole.slice(0, LONGEST_SIGNATURE - 1)}…` : whole
}

function isPlainValue(node: ts.Node): boolean {
  return ts.isLiteralExpression(node) || ts.isPrefixUnaryExpression(node)
}

function docOf(declaration: ts.Declaration, source: ts.SourceFile): string {
  const holder = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration
  const comment = ts.getLeadingCommentRanges(source.text, holder.getFullStart())?.at(-1)
  const text = comment === undefined ? '' : source.text.slice(comment.pos, comment.end)
  return text.startsWith('/**') ? text.slice(3, -2).replace(/\n\s*\*/g, '\n').replace(/[ \t]*\n[ \t]*/g, '\n').trim() : ''
}

function isWorthGoingTo(declaration: ts.Declaration): boolean {
  switch (declaration.kind) {
    case ts.SyntaxKind.ClassDeclaration:
    case ts.SyntaxKind.InterfaceDeclaration:
    case ts.SyntaxKind.TypeAliasDeclaration:
    case ts.SyntaxKind.FunctionDeclaration:
    case ts.SyntaxKind.MethodDeclaration:
    case ts.SyntaxKind.MethodSignature:
    case ts.SyntaxKind.PropertyDeclaration:
    case ts.SyntaxKind.PropertySignature:
    case ts.SyntaxKind.GetAccessor:
    case ts.SyntaxKind.SetAccessor:
      return true
    case ts.SyntaxKind.VariableDeclaration:
    case ts.SyntaxKind.PropertyAssignment:
    case ts.SyntaxKind.ShorthandPropertyAssignment:
      return ts.findAncestor(declaration, ts.isFunctionLike) === undefined
    default:
      return false
  }
}
