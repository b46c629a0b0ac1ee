import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'

/** What a native reader stumbles over, and what to write instead. */
export const STUMBLES = [
  [/\b(whoever|whosoever)\b/i, 'name who: "a reader that …", "the thread that …", or turn the sentence round'],
  [/\bso (many|long as)\b(?! that)/i, '"as many as", "while", or the number itself'],
  [/\bshall\b/i, '"must", "will", or the present tense'],
  [/\bdear to\b|\bare dear\b|\bis dear\b/i, '"costly to"'],
  [/\bgoes? on with\b|\bgoing on with\b/i, '"continues with"'],
  [/\bwhat has come of\b|\bwhat comes of\b/i, '"the outcome of", "the result of"'],
  [/\bwhat is left of it\b/i, '"the rest"'],
  [/\bwho(?:m)? nobody\b|\bnobody (?:may|must|is to|has to)\b/i, 'say who does what: "callers must not …"'],
  [/\bcom(?:e|es|ing) into being\b/i, '"is created"'],
  [/\bwhat (?:became|becomes|has become) of\b/i, '"the outcome of"'],
  [/(?:^|[\s(])(?:null|-1): (?!')/i, '"null if …", "-1 if …"'],
  [/\bsomebody else\b/i, 'name who: "another thread", "another process"'],
  [/\bneedn['’]t\b/i, '"need not", or turn the sentence round'],
  [/(?:\/\*\*|^\s*\*|\.) Who [a-z]+s\b(?![^.]*\?)/, 'a noun for a subject: "A broker that shuts down …"'],
  [/\bwhere [^,.:;]*\b(?:begins|ends|lies) that\b/i, 'the clause beside its noun: "where the last record found begins"'],
]

/** Files whose English is ours. */
const FOLDERS = ['engine', '.ci', 'README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'HOSTING.md', 'content', 'components/i18n/en']
const COMMENT = /^\s*(?:\*|\/\*\*?|\/\/)|\/\/ |\/\*\*/

/** @returns {{ place: string, words: string, instead: string }[]} */
export function findStumbles(root) {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...FOLDERS], { cwd: root, encoding: 'utf8' })
  return files.split('\n').filter((file) => /\.(ts|tsx|mjs|md|mdx)$/.test(file) && !file.endsWith('language.mjs')).flatMap((file) => {
    return stumblesIn(readFileSync(path.join(root, file), 'utf8'), file)
  })
}

/** In code only comments count; in documents and in the texts of the interface everything but quotations. */
export function stumblesIn(text, file) {
  const isDocument = /\.mdx?$/.test(file) || file.startsWith('components/i18n/en/')
  return text.split('\n').flatMap((line, index) => {
    if (!isDocument && !COMMENT.test(line)) return []
    const said = isDocument ? line.replace(/"[^"]*"/g, '') : line
    return STUMBLES.flatMap(([pattern, instead]) => {
      const words = pattern.exec(said)?.[0]
      return words === undefined ? [] : [{ place: `${file}:${index + 1}`, words, instead }]
    })
  })
}
