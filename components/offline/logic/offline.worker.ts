import { Serwist, type PrecacheEntry } from 'serwist'
import { type KeepAnswer, type KeepRequest, type Pack, packsFor, pathInPack } from './messages'
import { KeptPacks } from './KeptPacks'

/** Put in by the build: the files that every page needs, and the packs of pages. */
declare const PRECACHE: PrecacheEntry[]
declare const PACKS: readonly Pack[]

/** So often the page hears how far it is, in ms. */
const TOLD_MILLIS = 200

const worker = self as unknown as ServiceWorkerGlobalScope
const { scope } = worker.registration
const packs = new KeptPacks(PACKS, scope)

// A new version waits until the reader asks for it (Serwist listens to SKIP_WAITING), or all of the site's tabs are closed.
const serwist = new Serwist({
  precacheEntries: PRECACHE,
  precacheOptions: {
    cleanupOutdatedCaches: true,
    concurrency: 6,
    ignoreURLParametersMatching: [/./],
    directoryIndex: null,
    cleanURLs: false,
  },
  clientsClaim: true,
  disableDevLogs: true,
})

worker.addEventListener('install', (event) => event.waitUntil(packs.renew().catch(() => undefined)))
worker.addEventListener('activate', (event) => event.waitUntil(packs.forgetOthers()))
worker.addEventListener('message', (event) => {
  const request = event.data as Partial<KeepRequest> | null
  if (request?.type === 'keep') event.waitUntil(keep(request as KeepRequest, event.source as Client | null))
})
worker.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || !url.href.startsWith(scope)) return
  const path = decodeURI(url.pathname.slice(new URL(scope).pathname.length))
  // The names and listings of the source, which its pages fetch.
  const isInPack = request.mode === 'navigate' || /^source\/.*[.](json|html)$/.test(path)
  if (isInPack) event.respondWith(fromPack(request, path))
})
serwist.addEventListeners()

async function keep({ locale }: KeepRequest, client: Client | null): Promise<void> {
  const tell = (answer: KeepAnswer): void => client?.postMessage(answer)
  let told = 0
  try {
    await packs.keep(packsFor(locale, PACKS), (done, of) => {
      if (Date.now() - told < TOLD_MILLIS) return
      told = Date.now()
      tell({ type: 'keeping', done, of })
    })
    tell({ type: 'kept' })
  } catch {
    tell({ type: 'not-kept' })
  }
}

/** As this version of the site has it; from the network if it is not kept. */
async function fromPack(request: Request, path: string): Promise<Response> {
  const file = pathInPack(path)
  const body = await packs.read(file).catch(() => null)
  if (body !== null) return new Response(body, { headers: headersOf(file) })
  const withSlash = `${path}/`
  if (request.mode === 'navigate' && await packs.has(pathInPack(withSlash)).catch(() => false)) {
    return Response.redirect(`${scope}${withSlash}${new URL(request.url).search}`)
  }
  try {
    return await fetch(request)
  } catch (error) {
    const unknown = request.mode === 'navigate' ? await packs.read('404.html').catch(() => null) : null
    if (unknown === null) throw error
    return new Response(unknown, { status: 404, headers: headersOf('404.html') })
  }
}

/** The policy that stands in a page can't forbid others to frame it. */
function headersOf(file: string): Record<string, string> {
  if (file.endsWith('.json')) return { 'content-type': 'application/json' }
  const headers = { 'content-type': 'text/html; charset=utf-8' }
  return /^\w+\/embed\//.test(file) ? headers : { ...headers, 'content-security-policy': "frame-ancestors 'none'" }
}
