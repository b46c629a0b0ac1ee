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

  /** In the order in which they stand in the file. */
  linksOf(file: string): DefinitionLink[] {
    const program = this.service.getProgram()!
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

  private linkOf(name: Name, source: ts.SourceFile, checker: ts.TypeChecker): DefinitionLink | null {
    const found = definitionOf(name, checker)
    if (found === null || found === name) return null
    const target = found.getSourceFile()
    const file = path.relative(this.root, target.fileName).split(path.sep).join('/')
    if (!isReadable(file)) return null
    const { line, character } = source.getLineAndCharacterOfPosition(name.getStart(source))
    const { line: targetLine } = target.getLineAndCharacterOfPosition(found.getStart(target))
    if (file === path.relative(this.root, source.fileName).split(path.sep).join('/') && targetLine === line) return null
    return { line: line + 1, column: character, length: name.text.length, file, target: targetLine + 1 }
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
