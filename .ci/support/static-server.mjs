import compression from 'compression'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import serveStatic from 'serve-static'
import { policyHeader } from './policy.mjs'

/** Folders whose files all carry a hash of what they hold in their names. */
const HASHED = [['_next', 'static'], ['workers'], ['offline']].map((parts) => ['', ...parts, ''].join(path.sep))

/**
 * A static server for the exported site, about as a static host behaves: `/x/` is `x/index.html`, `/x` leads to `/x/`,
 * text is compressed, and what carries a hash in its name may be kept for ever. The work is done by `serve-static` and
 * `compression`; ours are the base path, the page for what is not there, how long things may be kept, and what a page may do.
 * @param {{ folder: string, basePath?: string }} options
 */
export function createStaticServer({ folder, basePath = '' }) {
  const files = serveStatic(folder, { fallthrough: false, cacheControl: false, acceptRanges: false, setHeaders })
  // Small files too: a host compresses by kind, not by size.
  const compress = compression({ threshold: 0 })
  return createServer((request, response) => compress(request, response, () => {
    // `serve-static` builds its redirects from this one.
    request.originalUrl = request.url
    const inside = withinBase(request.url, basePath)
    if (inside === null && pathOf(request.url) === '/') return end(response, 301, { location: `${basePath}/` })
    if (inside === null) return sendNotFound(files, request, response)
    request.url = inside
    return files(request, response, ({ statusCode }) => {
      if (statusCode === 400) end(response, 400)
      else sendNotFound(files, request, response)
    })
  }))
}

/** The address as it is inside the folder; null when it lies outside of the base path. */
function withinBase(url, basePath) {
  const pathname = pathOf(url)
  if (pathname === basePath) return url.slice(basePath.length) || '/'
  return pathname.startsWith(`${basePath}/`) ? url.slice(basePath.length) : null
}

function pathOf(url) {
  return url.split('?', 1)[0]
}

/** The page for addresses that lead nowhere, or nothing where the site has none. */
function sendNotFound(files, request, response) {
  request.url = '/404.html'
  response.statusCode = 404
  files(request, response, () => end(response, 404))
}

function setHeaders(response, file) {
  const isHashed = HASHED.some((folder) => file.includes(folder))
  response.setHeader('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
  response.setHeader('x-content-type-options', 'nosniff')
  if (!file.endsWith('.html')) return
  const isEmbed = /[\\/](en|zh)[\\/]embed[\\/]/.test(file)
  response.setHeader('content-security-policy', policyHeader(readFileSync(file, 'utf8'), { isEmbed }))
}

function end(response, status, headers = {}) {
  response.writeHead(status, headers).end()
}
