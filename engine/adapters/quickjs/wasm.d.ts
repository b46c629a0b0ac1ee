/** The bundler puts the file beside the worker. */
declare module '@jitl/quickjs-wasmfile-release-sync/wasm' {
  const address: string
  export default address
}
