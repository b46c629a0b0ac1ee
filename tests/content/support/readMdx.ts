import { readFileSync } from 'node:fs'
import path from 'node:path'

const CONTENT = path.resolve(import.meta.dirname, '../../../content')

/** A component in a text, with the values of its attributes. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, unknown>>
}

const TAG = /<([A-Z]\w*)((?:\s+\w+=(?:"[^"]*"|\{[\s\S]*?\}(?=\s*(?:\w+=|\/?>))))*)\s*\/?>/g
const ATTRIBUTE = /(\w+)=(?:"([^"]*)"|\{([\s\S]*?)\}(?=\s*(?:\w+=|$)))/g

export function readText(file: string): string {
  return readFileSync(path.join(CONTENT, file), 'utf8')
}

/** The components of a text, in order. */
export function elementsOf(text: string): Element[] {
  return [...text.matchAll(TAG)].map(([, name, attributes]) => ({ name: name!, attributes: attributesOf(attributes!) }))
}

function attributesOf(text: string): Record<string, unknown> {
  const pairs = [...text.trim().matchAll(ATTRIBUTE)].map(([, name, quoted, expression]) => {
    return [name!, quoted ?? (new Function(`return (${expression})`) as () => unknown)()] as const
  })
  return Object.fromEntries(pairs)
}

/** What stands between backticks, in order. */
export function codeSpans(text: string): string[] {
  return [...text.replace(TAG, '').matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!)
}
