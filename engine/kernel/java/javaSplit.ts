/**
 * The pieces between separators. Unlike JavaScript's, empty ones at the end are left out; a text without any separator is
 * its own only piece, also when it is empty. Original: String#split
 */
export function javaSplit(text: string, separator: string): string[] {
  const pieces = text.split(separator)
  if (pieces.length === 1) return pieces
  while (pieces.length > 0 && pieces[pieces.length - 1] === '') pieces.pop()
  return pieces
}
