/** The first sentence of a docstring as plain text. What is said after `Original:` or a tag is not about the reader's question. */
export function firstSentence(doc: string): string {
  const text = doc.replace(/\{@link\s+([^}]+)\}/g, '$1').replace(/\s*(@[a-z]+\b|Original:).*$/s, '').trim()
  return /^.*?[.!?](?=\s+[A-Z`(]|$)/s.exec(text)?.[0] ?? text
}
