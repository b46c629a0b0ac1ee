import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { root } from './command.mjs'

const pack = promisify(gzip)

/** What every page may need, whatever it is: kept with the service worker itself. */
const SHELL = [
  '_next/static/**/*.{js,css,woff2,ttf,svg,wasm}', 'workers/*', 'scenarios/*.json', 'search/*', 'course/*', 'icon*.svg', '*.json', '*.d.ts',
  '*.webmanifest', 'icons/192.png',
]

/** Their addresses change with what is in them. */
const HASHED = /(^|\/)(_next\/static|workers)\//

/** What the packs hold, by their names; the first that a file belongs to has it. */
const PACKS = [
  // Pages for the frames of other sites are for visits to those.
  { name: '', holds: /^\w+\/embed\// },
  { name: 'source-en', holds: /^en\/source\/.+\/index[.]html$/ },
  { name: 'source-zh', holds: /^zh\/source\/.+\/index[.]html$/ },
  { name: 'names', holds: /^source\/.*[.](json|html)$/ },
  { name: 'pages-en', holds: /^(en\/.*[.]html|index[.]html|404[.]html)$/ },
  { name: 'pages-zh', holds: /^zh\/.*[.]html$/ },
]

/**
 * Makes what the site needs to work without a network: packs of pages, each in one file instead of thousands, and the service worker
 * that keeps them.
 * @param {string} folder of the built site, with all that is to be in its pages
 * @param {string} base the path under which the site is served
 */
export async function writeOffline(folder, base) {
  rmSync(path.join(folder, 'offline'), { recursive: true, force: true })
  const packs = await writePacks(folder)
  const { getManifest } = await import('@serwist/build')
  const { manifestEntries, warnings } = await getManifest({
    globDirectory: folder,
    globPatterns: SHELL,
    dontCacheBustURLsMatching: HASHED,
    maximumFileSizeToCacheInBytes: 16 * 1024 ** 2,
  })
  if (warnings.length > 0) throw new Error(warnings.join('\n'))
  const { build } = await import('esbuild')
  await build({
    absWorkingDir: root,
    entryPoints: ['components/offline/logic/offline.worker.ts'],
    outfile: path.join(folder, 'sw.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    define: {
      PRECACHE: JSON.stringify(manifestEntries ?? []),
      PACKS: JSON.stringify(packs),
      'process.env.NODE_ENV': '"production"',
      'process.env.NEXT_PUBLIC_BASE': JSON.stringify(base),
    },
    logLevel: 'warning',
  })
}

/** @param {string} folder @returns {Promise<{ name: string, path: string, bytes: number }[]>} */
async function writePacks(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => file.split(path.sep).join('/')).sort()
  const members = new Map(PACKS.flatMap(({ name }) => (name === '' ? [] : [[name, []]])))
  for (const file of files) {
    const owner = PACKS.find(({ holds }) => holds.test(file))
    members.get(owner?.name ?? '')?.push(file)
  }
  if (!existsSync(path.join(folder, 'offline'))) mkdirSync(path.join(folder, 'offline'))
  const written = []
  for (const [name, inside] of members) {
    const bytes = await packed(inside.map((file) => ({ file, bytes: readFileSync(path.join(folder, ...file.split('/'))) })))
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16)
    const place = `offline/${name}-${hash}.pack`
    writeFileSync(path.join(folder, ...place.split('/')), bytes)
    written.push({ name, path: place, bytes: bytes.length })
  }
  return written
}

/**
 * See `PackReader`: the length of the index, the index, and the files, each compressed by itself.
 * @param {readonly { file: string, bytes: Uint8Array }[]} files
 */
export async function packed(files) {
  const bodies = []
  const index = {}
  let offset = 0
  for (const { file, bytes } of files) {
    const body = await pack(bytes, { level: 9 })
    index[file] = [offset, body.length]
    offset += body.length
    bodies.push(body)
  }
  const head = Buffer.from(JSON.stringify(index))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(head.length)
  return Buffer.concat([length, head, ...bodies])
}
