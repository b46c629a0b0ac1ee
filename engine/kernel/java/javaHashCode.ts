/** Original: java.lang.String#hashCode, over UTF-16 units, wrapping at 32 bits. @notrace */
export function javaHashCode(text: string): number {
  let hash = 0
  for (let index = 0; index < text.length; index++) hash = (Math.imul(31, hash) + text.charCodeAt(index)) | 0
  return hash
}
