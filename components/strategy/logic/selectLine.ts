/** The line of the first statement in `select`, from 1; 1 when there is no such method. */
export function firstLineOfSelect(code: string): number {
  const lines = code.split('\n')
  const head = lines.findIndex((line) => /^\s*select\s*(<[^>]*>)?\(/.test(line))
  if (head < 0) return 1
  const opening = lines.findIndex((line, index) => index >= head && /\{\s*(\/\/.*)?$/.test(line))
  if (opening < 0) return head + 1
  const first = lines.findIndex((line, index) => index > opening && !/^\s*(\/\/.*|\/?\*.*)?$/.test(line))
  return (first < 0 ? head : first) + 1
}
