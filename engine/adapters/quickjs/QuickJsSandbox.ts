import releaseSync from '@jitl/quickjs-wasmfile-release-sync'
import type { QuickJSWASMModule } from 'quickjs-emscripten-core'
import { newQuickJSWASMModuleFromVariant, newVariant } from 'quickjs-emscripten-core'
import type { OfferedApplication, Sandbox } from '../../ports/Sandbox'
import { compileStrategy } from './compileStrategy'
import type { SandboxMemory, WantedMethod } from './QuickJsStrategy'
import { QuickJsStrategy } from './QuickJsStrategy'

const PAGE = 65_536
/** What the module itself needs is 16 MiB, most of it free; the rest is the limit. */
const FIRST_PAGES = 256
const MAX_PAGES = 320
/** Above 192 KiB it would be the host's own stack that overflows. */
const MAX_STACK_BYTES = 128 << 10

/** Date and Proxy are not among them: there is no other clock than the run's, and data can be told from code. */
const INTRINSICS = {
  BaseObjects: true, Eval: true, StringNormalize: true, RegExp: true, RegExpCompiler: true, JSON: true, MapSet: true,
  TypedArrays: true, Promise: true, Date: false, Proxy: false,
}

/**
 * QuickJS in WebAssembly. Every run has a module of its own, whose memory can't grow beyond its limit: so neither what other
 * runs did before, nor how fast the machine is, makes a difference. (QuickJS's own limit counts only its overhead here.)
 */
export class QuickJsSandbox implements Sandbox, SandboxMemory {
  private readonly module: QuickJSWASMModule
  private readonly memory: WebAssembly.Memory
  /** The number under which the strategy's sites are recorded; see {@link SiteTable.with}. */
  fileIndex: number
  /** One that waits for its code; null once it has been given out. */
  private prepared: QuickJsStrategy | null

  private readonly growth: { readonly hasFailed: boolean }

  private constructor(module: QuickJSWASMModule, memory: WebAssembly.Memory, growth: { readonly hasFailed: boolean }) {
    this.module = module
    this.memory = memory
    this.growth = growth
    this.fileIndex = 0
    this.prepared = this.prepare()
  }

  static async create(wasm: WebAssembly.Module): Promise<QuickJsSandbox> {
    const memory = new WebAssembly.Memory({ initial: FIRST_PAGES, maximum: MAX_PAGES })
    const growth = watchGrowth(memory)
    const variant = newVariant(releaseSync, { wasmModule: wasm, wasmMemory: memory })
    return new QuickJsSandbox(await newQuickJSWASMModuleFromVariant(variant), memory, growth)
  }

  get buffer(): ArrayBufferLike {
    return this.memory.buffer
  }

  get isFull(): boolean {
    return this.growth.hasFailed || this.buffer.byteLength >= MAX_PAGES * PAGE
  }

  load(source: string): QuickJsStrategy {
    return this.start(source, 'select', null)
  }

  loadAllocation(source: string): QuickJsStrategy {
    return this.start(source, 'allocate', null)
  }

  loadListener(source: string, application: OfferedApplication): QuickJsStrategy {
    return this.start(source, 'consumeMessage', application)
  }

  private start(source: string, method: WantedMethod, application: OfferedApplication | null): QuickJsStrategy {
    const compiled = compileStrategy(source)
    const strategy = this.prepared ?? this.prepare()
    this.prepared = null
    strategy.start(compiled, this.fileIndex, method, application)
    return strategy
  }

  dispose(): void {
    // The module and its memory go as a whole, with all that is in them.
    this.prepared = null
  }

  private prepare(): QuickJsStrategy {
    const runtime = this.module.newRuntime()
    runtime.setMaxStackSize(MAX_STACK_BYTES)
    return new QuickJsStrategy(runtime.newContext({ intrinsics: INTRINSICS }), this)
  }
}

/** One large piece may be refused while there is still room for small ones: then it is not full to the last page. */
function watchGrowth(memory: WebAssembly.Memory): { readonly hasFailed: boolean } {
  const growth = { hasFailed: false }
  const grow = memory.grow.bind(memory)
  memory.grow = (delta) => {
    try {
      return grow(delta)
    } catch (error) {
      growth.hasFailed = true
      throw error
    }
  }
  return growth
}
