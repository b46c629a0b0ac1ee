const HAN_RUN = /\p{Script=Han}+/gu
/** Words in Latin letters, numbers, and names of the source with all their parts: `SEND_OK`, `DefaultMQProducer`, `10.0.0.21`. */
const LATIN = /[\p{L}\p{N}]+(?:[_.][\p{L}\p{N}]+)*/gu

let words: Intl.Segmenter | null | undefined

/** Chinese words of a run of Chinese signs; null where the browser can't tell them apart. */
function segmented(run: string): string[] | null {
  words ??= typeof Intl.Segmenter === 'function' ? new Intl.Segmenter('zh', { granularity: 'word' }) : null
  return words === null ? null : [...words.segment(run)].map(({ segment }) => segment)
}

/** 消息丢失 → 消息, 息丢, 丢失. A single sign stays as it is. */
export function bigramsOf(run: string): string[] {
  const signs = [...run]
  return signs.length < 2 ? signs : signs.slice(1).map((sign, index) => signs[index]! + sign)
}

/** `DefaultMQProducerImpl` → default, mq, producer, impl; `SEND_OK` → send, ok. Only itself if there is nothing to split. */
export function partsOf(name: string): string[] {
  const parts = name.split(/[_.]|(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u)
  return parts.filter((part) => part !== '').map((part) => part.toLowerCase())
}

/**
 * What a text is found by. Names of the source are found whole and by their parts; Chinese by its words, and by its bigrams too,
 * since the words that another browser sees may be others.
 */
export function indexTerms(text: string): string[] {
  const terms = new Set<string>()
  for (const [run] of text.matchAll(HAN_RUN)) {
    for (const term of [...segmented(run) ?? [], ...bigramsOf(run)]) terms.add(term)
  }
  for (const [name] of withoutHan(text).matchAll(LATIN)) {
    terms.add(name.toLowerCase())
    for (const part of partsOf(name)) terms.add(part)
  }
  return [...terms]
}

/** A word that was asked for, and what it may be found by instead: all of its parts. */
export interface QueryTerm {
  readonly whole: string
  readonly parts: readonly string[]
  readonly isHan: boolean
}

export function queryTerms(query: string): QueryTerm[] {
  const terms: QueryTerm[] = []
  for (const [run] of query.matchAll(HAN_RUN)) {
    const found = segmented(run) ?? bigramsOf(run)
    for (const whole of found) terms.push({ whole, parts: [...whole].length > 2 ? bigramsOf(whole) : [], isHan: true })
  }
  for (const [name] of withoutHan(query).matchAll(LATIN)) {
    const parts = partsOf(name)
    terms.push({ whole: name.toLowerCase(), parts: parts.length > 1 ? parts : [], isHan: false })
  }
  return terms.filter(({ whole }, index) => terms.findIndex((other) => other.whole === whole) === index)
}

function withoutHan(text: string): string {
  return text.replace(HAN_RUN, ' ')
}
