import type { ThemeRegistration } from 'shiki'

/**
 * Our theme gives every kind of token a class instead of a colour: the colours are in the style sheet, where light and
 * dark are. Shiki wants colours, so each class stands for one that nobody ever sees.
 */
const SCOPES: Readonly<Record<string, readonly string[]>> = {
  c: ['comment', 'punctuation.definition.comment'],
  k: ['keyword', 'storage', 'variable.language', 'constant.language', 'support.type.primitive', 'keyword.operator.new',
    'keyword.operator.expression'],
  s: ['string', 'punctuation.definition.string', 'string.template'],
  n: ['constant.numeric'],
  f: ['entity.name.function', 'support.function', 'meta.function-call entity.name.function'],
  t: ['entity.name.type', 'support.class', 'entity.other.inherited-class', 'support.type'],
  o: ['keyword.operator', 'punctuation', 'meta.brace', 'storage.type.function.arrow'],
  y: ['keyword.control.flow', 'keyword.generator.asterisk'],
}

const CLASSES = Object.keys(SCOPES)

export const codeTheme: ThemeRegistration = {
  name: 'rocketscope',
  type: 'light',
  fg: '#000000',
  bg: '#ffffff',
  settings: CLASSES.map((name, index) => ({
    scope: [...SCOPES[name]!],
    settings: { foreground: colourOf(index) },
  })),
}

function colourOf(index: number): string {
  return `#0000${(index + 1).toString(16).padStart(2, '0')}`
}

/** The class that a token's colour stands for; null for plain text. */
export function classOfColour(colour: string | undefined): string | null {
  const index = CLASSES.findIndex((_, i) => colourOf(i) === colour?.toLowerCase())
  return CLASSES[index] ?? null
}
