import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import subsetFont from 'subset-font'

/** The size of a lesson's text, for which the letters are drawn. */
const TEXT_PIXELS = 18
const ASCII = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index)).join('')
const TYPOGRAPHY = '‘’“”–—…·×'

/**
 * The part of our serif that a page is first painted with: 12 KB instead of 132, for it has one weight and one size, and the letters of
 * English. Text set in it breaks into lines as it will in the whole font.
 * @returns {Promise<Buffer>} a WOFF2 file
 */
export function firstFont() {
  const whole = createRequire(import.meta.url).resolve('@fontsource-variable/newsreader/files/newsreader-latin-opsz-normal.woff2')
  return subsetFont(readFileSync(whole), ASCII + TYPOGRAPHY, { targetFormat: 'woff2', variationAxes: { opsz: TEXT_PIXELS, wght: 400 } })
}
