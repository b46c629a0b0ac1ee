/** What the site knows about a file of the engine besides its lines. */
export interface SourceMeta {
  /** `engine/client/producer/DefaultMQProducer.ts` */
  readonly file: string
  /** Methods and functions, and the classes around them, in the order of their first lines. */
  readonly symbols: ReadonlyArray<{ readonly symbol: string; readonly from: number; readonly to: number }>
  /** Ids of the notes beside the lines, by line. */
  readonly notes: Readonly<Record<number, string>>
  /** What must hold, by the line that asserts it. */
  readonly asserts: Readonly<Record<number, Invariant>>
  /** What plays the same role in RocketMQ, by symbol. */
  readonly counterparts: Readonly<Record<string, Counterpart>>
  /** Where names of the lines are defined: file and line. An element with `data-d` stands for the one of that number. */
  readonly definitions: ReadonlyArray<readonly [file: string, line: number]>
}

export interface Invariant {
  /** Such as `flushed ≤ committed`. */
  readonly invariant: string
  /** Why it must; empty where the invariant speaks for itself. */
  readonly reason: string
}

export interface Counterpart {
  /** `DefaultMQProducerImpl#sendDefaultImpl` */
  readonly label: string
  readonly url: string
}

export interface SourceFragment {
  readonly meta: SourceMeta
  /** HTML of each line. */
  readonly lines: readonly string[]
}

const META = /^<script type="application\/json">(.*)<\/script>$/
const LINE = /^<span class="line" data-line="\d+">(.*)<\/span>$/

/** One file of the engine as the site's build writes it: a line of data, then a line for each line. */
export function writeFragment({ meta, lines }: SourceFragment): string {
  const json = JSON.stringify(meta).replaceAll('<', '\\u003c')
  const body = lines.map((html, index) => `<span class="line" data-line="${index + 1}">${html}</span>`)
  return [`<script type="application/json">${json}</script>`, ...body].join('\n')
}

/** @returns null for what is not such a file, such as a host's own page for an address that doesn't exist */
export function readFragment(text: string): SourceFragment | null {
  const [head, ...rest] = text.trimEnd().split('\n')
  const json = META.exec(head ?? '')?.[1]
  if (json === undefined) return null
  return { meta: JSON.parse(json) as SourceMeta, lines: rest.map((line) => LINE.exec(line)?.[1] ?? '') }
}

/** Where the fragment of a file is: `/source/client/producer/DefaultMQProducer.ts.html` */
export function fragmentUrl(file: string): string {
  return `${process.env.NEXT_PUBLIC_BASE ?? ''}/source/${file.replace(/^engine\//, '')}.html`
}

/** The innermost method or class around a line. */
export function symbolAtLine(meta: SourceMeta, line: number): string | null {
  let best: SourceMeta['symbols'][number] | null = null
  for (const symbol of meta.symbols) {
    if (symbol.from <= line && line <= symbol.to && (best === null || symbol.from >= best.from)) best = symbol
  }
  return best?.symbol ?? null
}

/** The counterpart of what is around a line: of the method, otherwise of its class. */
export function counterpartAtLine(meta: SourceMeta, line: number): Counterpart | null {
  const symbol = symbolAtLine(meta, line)
  const own = symbol === null ? undefined : meta.counterparts[symbol] ?? meta.counterparts[symbol.split('#')[0]!]
  return own ?? meta.counterparts[meta.file.replace(/^engine\//, '').replace(/\.ts$/, '')] ?? null
}
