/** Ids that the page itself has. */
const TAKEN = /^(L\d+|content|calls-.*)$/

/** `engine/client/Validators.ts` → `source/client/Validators/`: the address of a file's page after the language. */
export function pathOfFile(file: string): string {
  return `source/${file.replace(/^engine\//, '').replace(/\.ts$/, '')}/`
}

/** `client/Validators#checkMessage` → `checkMessage`: the fragment that leads to a symbol on the page of its file. */
export function anchorOfSymbol(symbol: string, file: string): string {
  const stem = file.replace(/^engine\//, '').replace(/\.ts$/, '')
  const [owner, ...rest] = symbol.split('#')
  const member = rest.join('')
  const own = owner === stem ? '' : nameOf(owner!)
  const anchor = member === '' ? nameOf(owner!) : own === '' ? member : `${own}.${member}`
  return TAKEN.test(anchor) ? `${anchor}-` : anchor
}

/** The anchors of all symbols of a file. A function may be called as a method is: the second of them gets a number. */
export function anchorsOfSymbols(symbols: readonly string[], file: string): string[] {
  const counts = new Map<string, number>()
  return symbols.map((symbol) => {
    const anchor = anchorOfSymbol(symbol, file)
    const count = (counts.get(anchor) ?? 0) + 1
    counts.set(anchor, count)
    return count === 1 ? anchor : `${anchor}-${count}`
  })
}

/** `client/Validators` → `Validators` */
function nameOf(owner: string): string {
  return owner.slice(owner.lastIndexOf('/') + 1)
}
