import { parse } from '@babel/parser'
import MagicString from 'magic-string'
import { readFileSync } from 'node:fs'

/** Only to measure what asserts cost: an esbuild plugin that bundles the engine without them. */
export function withoutAsserts() {
  return {
    name: 'without-asserts',
    setup(build) {
      build.onLoad({ filter: /[\\/]engine[\\/].*\.ts$/ }, ({ path: file }) => {
        return { contents: stripAsserts(readFileSync(file, 'utf8')), loader: 'ts' }
      })
    },
  }
}

/** The source without the statements that only call `assert`. */
export function stripAsserts(source) {
  const text = new MagicString(source)
  const visit = (node) => {
    if (isAssert(node)) text.overwrite(node.start, node.end, ';')
    else for (const value of Object.values(node)) for (const child of [value].flat()) if (typeof child?.type === 'string') visit(child)
  }
  visit(parse(source, { sourceType: 'module', plugins: ['typescript'] }).program)
  return text.toString()
}

function isAssert({ type, expression }) {
  return type === 'ExpressionStatement' && expression.type === 'CallExpression' && expression.callee.name === 'assert'
}
