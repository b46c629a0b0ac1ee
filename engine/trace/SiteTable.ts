/** What a site is; the numbers are the instrumenter's. */
export const SiteKind = { STATEMENT: 0, FUNCTION: 1, ARROW: 2, CLASS: 3 } as const
export type SiteKind = (typeof SiteKind)[keyof typeof SiteKind]

/** Site id = file index × SITES_PER_FILE + number within the file. */
export const SITES_PER_FILE = 4096

/** Line (from 1), column (from 0), last line, kind, index of the symbol, index of the names of the captured values. */
export type SiteEntry = readonly [number, number, number, number, number, number]

/** The table as `engine/adapters/instrumenter/site-table.mjs` writes it. */
export interface SiteTableJson {
  /** Paths from the root of the project, sorted: the index is the number of the file. */
  readonly files: readonly string[]
  readonly symbols: readonly string[]
  /** Lists of names, each joined with commas. */
  readonly names: readonly string[]
  /** For each file its sites, by their number. */
  readonly sites: ReadonlyArray<readonly SiteEntry[]>
}

/** A file that isn't the engine's, with its sites by their number. */
export interface TracedFile {
  readonly file: string
  readonly sites: ReadonlyArray<Pick<Site, 'line' | 'column' | 'endLine' | 'symbol' | 'names'> & { readonly kind: number }>
}

/** A place in the engine's source. */
export interface Site {
  readonly id: number
  readonly file: string
  readonly line: number
  readonly column: number
  /** Of a method or class its last line, of a compound statement the last line of its head. */
  readonly endLine: number
  readonly kind: SiteKind
  /** `Class#method`, or the name of a function; functions within it follow after a dot. */
  readonly symbol: string
  /** Of a method its parameters, of a statement the variables that are captured there, `this` first. */
  readonly names: readonly string[]
}

/** A part of a line: its columns from one, counted from 0, up to another, or to the end of the line if that is null. */
export interface LinePart {
  readonly from: number
  readonly to: number | null
}

/** Where the sites of a recording are in the source. */
export class SiteTable {
  private readonly json: SiteTableJson
  private readonly fileIndexes: Map<string, number>

  constructor(json: SiteTableJson) {
    this.json = json
    this.fileIndexes = new Map(json.files.map((file, index) => [file, index]))
  }

  get files(): readonly string[] {
    return this.json.files
  }

  /** This table and one more file, which gets the number after the last. */
  with({ file, sites }: TracedFile): SiteTable {
    const symbols = [...this.json.symbols]
    const names = [...this.json.names]
    const indexIn = (list: string[], text: string): number => {
      const known = list.indexOf(text)
      return known >= 0 ? known : list.push(text) - 1
    }
    const entries = sites.map((site): SiteEntry => {
      const { line, column, endLine, kind } = site
      return [line, column, endLine, kind, indexIn(symbols, site.symbol), indexIn(names, site.names.join(','))]
    })
    return new SiteTable({ files: [...this.json.files, file], symbols, names, sites: [...this.json.sites, entries] })
  }

  /** The number of a file; -1 when it isn't traced. */
  fileIndex(file: string): number {
    return this.fileIndexes.get(file) ?? -1
  }

  /** @returns null for a number that no site has */
  site(id: number): Site | null {
    const fileIndex = Math.floor(id / SITES_PER_FILE)
    const entry = this.json.sites[fileIndex]?.[id % SITES_PER_FILE]
    if (entry === undefined) return null
    const [line, column, endLine, kind, symbol, names] = entry
    const list = this.json.names[names] ?? ''
    return {
      id,
      file: this.json.files[fileIndex]!,
      line,
      column,
      endLine,
      kind: kind as SiteKind,
      symbol: this.json.symbols[symbol]!,
      names: list === '' ? [] : list.split(','),
    }
  }

  /**
   * The part of its line that runs at a site, where the line has several stops, as `if (x) return y` has; null where all of it runs.
   * The part ends where the next one begins.
   */
  partOf(id: number): LinePart | null {
    const entries = this.json.sites[Math.floor(id / SITES_PER_FILE)] ?? []
    const entry = entries[id % SITES_PER_FILE]
    if (entry === undefined) return null
    const [line, from, , kind] = entry
    if (kind !== SiteKind.STATEMENT && kind !== SiteKind.ARROW) return null
    // A statement runs with the expression functions in it.
    const isStop = (other: number): boolean => other === SiteKind.STATEMENT || other === kind
    const here = entries.filter((each) => each[0] === line && isStop(each[3]) && each[1] !== from)
    const ends = here.map((each) => each[1]).filter((column) => column > from)
    if (here.length === 0) return null
    return { from, to: ends.length === 0 ? null : Math.min(...ends) }
  }

  /** The index of a site's symbol: two sites with the same one are in the same function. -1 for no site. */
  symbolIndex(id: number): number {
    return this.json.sites[Math.floor(id / SITES_PER_FILE)]?.[id % SITES_PER_FILE]?.[4] ?? -1
  }

  /**
   * The sites at which the line is about to run: those that begin there; if there are none, the innermost statement
   * that covers the line; if none does, the first that begins below.
   */
  sitesAt(file: string, line: number): number[] {
    const fileIndex = this.fileIndex(file)
    const runnable = (this.json.sites[fileIndex] ?? [])
      .map((entry, number) => ({ entry, id: fileIndex * SITES_PER_FILE + number }))
      .filter(({ entry }) => entry[3] !== SiteKind.CLASS)
    const here = runnable.filter(({ entry }) => entry[0] === line)
    if (here.length > 0) return here.map(({ id }) => id)
    const statements = runnable.filter(({ entry }) => entry[3] !== SiteKind.FUNCTION)
    const covering = statements.filter(({ entry }) => entry[0] < line && line <= entry[2])
    const innermost = covering.reduce((best, { entry }) => Math.max(best, entry[0]), 0)
    if (innermost > 0) return covering.filter(({ entry }) => entry[0] === innermost).map(({ id }) => id)
    const next = runnable.reduce((best, { entry }) => (entry[0] > line ? Math.min(best, entry[0]) : best), Infinity)
    return runnable.filter(({ entry }) => entry[0] === next).map(({ id }) => id)
  }

  /** The sites where the methods and functions of this symbol begin, in all files or in one. */
  entrances(symbol: string, file?: string): number[] {
    const symbolIndex = this.json.symbols.indexOf(symbol)
    const found: number[] = []
    this.json.sites.forEach((entries, fileIndex) => {
      if (file !== undefined && this.json.files[fileIndex] !== file) return
      entries.forEach((entry, number) => {
        if (entry[4] === symbolIndex && entry[3] === SiteKind.FUNCTION) found.push(fileIndex * SITES_PER_FILE + number)
      })
    })
    return found
  }
}
