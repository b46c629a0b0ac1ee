import address from '@jitl/quickjs-wasmfile-release-sync/wasm'

let compiled: Promise<WebAssembly.Module> | null = null

/** QuickJS, fetched from the site itself and compiled once. */
export function browserWasm(): Promise<WebAssembly.Module> {
  compiled ??= load().catch((error: unknown) => {
    compiled = null
    throw error
  })
  return compiled
}

async function load(): Promise<WebAssembly.Module> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`the sandbox: ${response.status} ${response.statusText}`)
  return WebAssembly.compile(await response.arrayBuffer())
}
