import path from 'node:path'
import ts from 'typescript'
import { readEngineFile } from '../../source/server/engineFiles'
import { readContentFile } from './readContentFile'

/** What some pieces of source consist of. */
export interface SourceCounts {
  /** With something on them besides a comment. */
  readonly lines: number
  readonly classes: number
  readonly methods: number
  readonly switches: number
  readonly cases: number
  /** Names of the engine that the files import. */
  readonly imports: number
}

/** Counts in whole files, `client/Validators`, or in single methods of them, `client/Validators#checkMessage`. */
export function countSource(places: readonly string[]): SourceCounts {
  const counts = { lines: 0, classes: 0, methods: 0, switches: 0, cases: 0, imports: 0 }
  for (const place of places) {
    const [stem, method] = place.split('#') as [string, string | undefined]
    const file = stem.startsWith('content/') ? `${stem}.ts` : `engine/${stem}.ts`
    const text = stem.startsWith('content/') ? readContentFile(file) : readEngineFile(file)
    if (text === null) throw new Error(`${place}: there is no ${file}`)
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true)
    const roots = method === undefined ? [source] : methodsNamed(source, method)
    if (roots.length === 0) throw new Error(`${file} has no ${method}`)
    for (const root of roots) {
      counts.lines += linesOf(root, source)
      visit(root, (node) => {
        if (ts.isClassDeclaration(node)) counts.classes++
        if (ts.isMethodDeclaration(node)) counts.methods++
        if (ts.isSwitchStatement(node)) counts.switches++
        if (ts.isCaseClause(node)) counts.cases++
        if (ts.isImportSpecifier(node) && leadsToEngine(node, file)) counts.imports++
      })
    }
  }
  return counts
}

function visit(node: ts.Node, seen: (node: ts.Node) => void): void {
  seen(node)
  ts.forEachChild(node, (child) => visit(child, seen))
}

function methodsNamed(source: ts.SourceFile, name: string): ts.Node[] {
  const found: ts.Node[] = []
  visit(source, (node) => {
    if (ts.isMethodDeclaration(node) && node.name.getText(source) === name) found.push(node)
  })
  return found
}

/** Lines on which a token stands: neither blank nor only a comment. */
function linesOf(root: ts.Node, source: ts.SourceFile): number {
  const lines = new Set<number>()
  visit(root, (node) => {
    const isComment = node.kind >= ts.SyntaxKind.FirstJSDocNode
    if (node.getChildCount(source) > 0 || node.kind === ts.SyntaxKind.EndOfFileToken || isComment) return
    lines.add(source.getLineAndCharacterOfPosition(node.getStart(source)).line)
  })
  // Braces and the like are no children to forEachChild, but stand on lines of their own.
  const { text } = source
  const [from, to] = [root.getStart(source), root.getEnd()]
  let at = source.getLineAndCharacterOfPosition(from).line
  for (const line of text.slice(from, to).split('\n')) {
    if (/^\s*[{}()[\],;]+/.test(line)) lines.add(at)
    at++
  }
  return lines.size
}

function leadsToEngine(specifier: ts.ImportSpecifier, file: string): boolean {
  const declaration = specifier.parent.parent.parent
  const target = (declaration.moduleSpecifier as ts.StringLiteral).text
  return path.posix.join(path.posix.dirname(file), target).startsWith('engine/')
}
