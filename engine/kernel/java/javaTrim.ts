/** Without what is not above a blank at both ends: control characters go, the blanks of other scripts stay. Original: String#trim */
export function javaTrim(text: string): string {
  let [start, end] = [0, text.length]
  while (start < end && text.charCodeAt(start) <= 0x20) start++
  while (start < end && text.charCodeAt(end - 1) <= 0x20) end--
  return text.slice(start, end)
}

/** Blanks that don't break a line are none to Java. Original: StringUtils#isBlank, Character#isWhitespace */
export function isBlank(text: string): boolean {
  return /^(?:[\t-\r\x1c-\x1f]|(?![\u00a0\u2007\u202f])[\p{Zs}\p{Zl}\p{Zp}])*$/u.test(text)
}
