/** What a reader of technical text manages in a minute. */
const WORDS_A_MINUTE = 200
const HAN_A_MINUTE = 350

const HAN = /\p{Script=Han}/gu
const WORD = /[\p{L}\p{N}][\p{L}\p{N}'’_.#/-]*/gu

/**
 * Whole minutes, at least one. Chinese has no blanks between words, so its signs are counted, and beside them the words in Latin
 * letters, of which technical Chinese has many.
 */
export function minutesToRead(text: string): number {
  const han = text.match(HAN)?.length ?? 0
  const words = text.replace(HAN, ' ').match(WORD)?.length ?? 0
  return Math.max(1, Math.round(han / HAN_A_MINUTE + words / WORDS_A_MINUTE))
}

/** What of a lesson's file is read: no imports, no tags and their settings; but what is asked and what there is to choose from. */
export function wordsOfMdx(mdx: string): string {
  const asked = [...mdx.matchAll(/(?:question|title)=(?:"([^"]*)"|'([^']*)')|options=\{\[([^\]]*)\]\}/g)]
  const shown = asked.map((parts) => (parts.slice(1).find((part) => part !== undefined) ?? '').replaceAll(/['"]/g, ''))
  const body = mdx
    .replaceAll(/^(?:import|export) .*$/gm, ' ')
    .replaceAll(/\{\/\*[^]*?\*\/\}/g, ' ')
    .replaceAll(/<\/?[A-Za-z][^<>]*(?:\{[^]*?\}[^<>]*)*>/g, ' ')
    .replaceAll(/\]\([^)]*\)/g, '] ')
  return `${shown.join('\n')}\n${body}`
}
