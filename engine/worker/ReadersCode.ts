import type { QuickJsSandbox } from '../adapters/quickjs/QuickJsSandbox'
import type { Sandbox } from '../ports/Sandbox'
import type { TracedFile } from '../trace/SiteTable'

/** A reader's strategy that compiles, and the means to run it. */
export interface ReadersCode {
  readonly source: string
  /** Where its probes are. */
  readonly file: TracedFile
  /** A new sandbox for one run. `fileIndex`: the number of the file in the table of sites. */
  createSandbox(fileIndex?: number): Promise<Sandbox>
  /** Has the next sandbox ready before it is asked for. No code has run in it, so no run can tell the difference. */
  prepareSandbox(): Promise<unknown>
}

let spare: Promise<QuickJsSandbox> | null = null

/**
 * Compiles a reader's strategy. Compiler and sandbox are loaded when the first code comes: most readers never write any.
 * @throws StrategyError of kind `syntax`
 */
export async function readersCode(source: string, wasm: () => Promise<WebAssembly.Module>): Promise<ReadersCode> {
  const [{ compileStrategy }, { QuickJsSandbox }] = await Promise.all([
    import('../adapters/quickjs/compileStrategy'),
    import('../adapters/quickjs/QuickJsSandbox'),
  ])
  const { file } = compileStrategy(source)
  const create = async (): Promise<QuickJsSandbox> => QuickJsSandbox.create(await wasm())
  const createSandbox = async (fileIndex = 0): Promise<Sandbox> => {
    const taken = spare
    spare = null
    const sandbox = await (taken ?? create())
    sandbox.fileIndex = fileIndex
    return sandbox
  }
  return { source, file, createSandbox, prepareSandbox: () => (spare ??= create()) }
}
