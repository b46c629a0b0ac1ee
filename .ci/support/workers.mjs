import { rmSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './command.mjs'

/** Where the bundled workers lie, from where Next takes them into the site. */
export const workersFolder = path.join(root, 'public', 'workers')

/**
 * The variable through which the site learns the address of each worker. Only what is followed statement by
 * statement needs an engine with probes.
 */
const WORKERS = [
  { variable: 'NEXT_PUBLIC_CLUSTER_WORKER', entry: 'engine/worker/cluster.worker.ts', name: 'cluster', traced: true },
  { variable: 'NEXT_PUBLIC_OWN_WORKER', entry: 'engine/worker/owncluster/own.worker.ts', name: 'own', traced: false },
  { variable: 'NEXT_PUBLIC_LARGE_WORKER', entry: 'engine/worker/large/large.worker.ts', name: 'large', traced: false },
  // Its pages show which lines of a method have run, and count what a call sets in motion.
  { variable: 'NEXT_PUBLIC_PATTERNS_WORKER', entry: 'content/patterns/stage/patterns.worker.ts', name: 'patterns', traced: true },
]

/**
 * Bundles the engine's workers. Next would cut each into pieces that a worker loads one after the other, and whose functions it
 * parses twice: that takes twice as long, and the first step of a lesson waits for it.
 * @param {string} base the path under which the site is served
 * @returns {Promise<Record<string, string>>} environment for Next: the addresses of the workers
 */
export async function buildWorkers(base) {
  const { build } = await import('esbuild')
  rmSync(workersFolder, { recursive: true, force: true })
  const addresses = await Promise.all(WORKERS.map(async (worker) => {
    const { metafile } = await build({ ...(await optionsFor(worker, base)), entryNames: '[name]-[hash]', minify: true, metafile: true })
    const [file] = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === worker.entry)
    return [worker.variable, `${base}/workers/${path.basename(file)}`]
  }))
  return Object.fromEntries(addresses)
}

/**
 * Bundles them, and once more whenever one of their sources changes.
 * @param {() => void} changed is called after that
 * @returns {Promise<Record<string, string>>} as {@link buildWorkers}
 */
export async function watchWorkers(changed) {
  const { context } = await import('esbuild')
  for (const worker of WORKERS) {
    const options = await optionsFor(worker, '')
    let isFirst = true
    const tell = {
      name: 'tell',
      setup: (build) => build.onEnd(() => {
        if (!isFirst) changed()
        isFirst = false
      }),
    }
    const watched = await context({ ...options, sourcemap: 'inline', plugins: [...options.plugins, tell] })
    await watched.rebuild()
    await watched.watch()
  }
  return Object.fromEntries(WORKERS.map(({ variable, name }) => [variable, `/workers/${name}.js`]))
}

async function optionsFor({ entry, name, traced }, base) {
  const { tracedEngine } = await import(pathToFileURL(path.join(root, 'engine/adapters/instrumenter/esbuild-plugin.mjs')).href)
  return {
    absWorkingDir: root,
    entryPoints: { [name]: entry },
    outdir: workersFolder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    publicPath: `${base}/workers/`,
    loader: { '.wasm': 'file' },
    define: { 'process.env.NEXT_PUBLIC_BASE': JSON.stringify(base) },
    logLevel: 'warning',
    plugins: traced ? [tracedEngine({ root })] : [],
  }
}
