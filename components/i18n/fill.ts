import { grouped } from '../stepper/logic/format'

type Values = Readonly<Record<string, string | number>>

const PLACE = /\{(\w+)(?:, (number)|, plural (\w+),((?: =?\w+ \{[^{}]*\})+))?\}/g
const FORM = / (=?\w+) \{([^{}]*)\}/g

const RULES = new Map<string, Intl.PluralRules>()

/**
 * Puts values into the places of a text, in the notation of ICU's MessageFormat as far as it is needed here: `{n}` is a value as
 * it is, `{n, number}` a number in groups of three digits, and `{n, plural, one {# key} other {# keys}}` words that follow a
 * number (see `countedIn`), where `#` is that number in groups. A place without a value stays as it is. The known libraries for
 * all of MessageFormat are larger than all texts of a page.
 */
export function fill(text: string, values: Values): string {
  return text.replace(PLACE, (place: string, name: string, number?: string, locale?: string, forms?: string) => {
    const value = values[name]
    if (value === undefined) return place
    if (locale !== undefined) return formFor(value, locale, forms!)
    return number === undefined ? String(value) : inGroups(value)
  })
}

/** Marks the plurals of a language's texts with the language, since each has rules of its own. */
export function countedIn(locale: string): (parts: TemplateStringsArray) => string {
  return ([text]) => text!.replaceAll(', plural,', `, plural ${locale},`)
}

function formFor(value: string | number, locale: string, text: string): string {
  const forms = new Map([...text.matchAll(FORM)].map(([, name, form]) => [name!, form!]))
  const form = forms.get(`=${value}`) ?? forms.get(rulesOf(locale).select(Number(value))) ?? forms.get('other') ?? '#'
  return form.replaceAll('#', inGroups(value))
}

function rulesOf(locale: string): Intl.PluralRules {
  const rules = RULES.get(locale) ?? new Intl.PluralRules(locale)
  RULES.set(locale, rules)
  return rules
}

function inGroups(value: string | number): string {
  return grouped(Number(value))
}
