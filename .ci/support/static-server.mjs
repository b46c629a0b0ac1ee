import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

const TYPES = {
  '.avif': 'image/avif',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
}
const COMPRESSED = /^(text|application\/(json|wasm|xml|manifest)|image\/svg)/

/**
 * A static server for the exported site, about as a static host behaves: `/x/` is `x/index.html`, `/x` leads to `/x/`,
 * text is gzipped, and what carries a hash in its name may be kept for ever.
 * @param {{ folder: string, basePath?: string }} options
 */
export function createStaticServer({ folder, basePath = '' }) {
  /** Compressing the same chunk anew for each reload would be a waste. By file, checked by time of change. */
  const compressed = new Map()
  return createServer((request, response) => {
    const { method = 'GET', url = '/' } = request
    if (method !== 'GET' && method !== 'HEAD') return end(response, 405, { allow: 'GET, HEAD' })
    const target = resolve(folder, basePath, url)
    if (target.redirect !== undefined) return end(response, 308, { location: target.redirect })
    send(request, response, target, compressed)
  })
}

/** What a request asks for: a file and the status that goes with it, or another address. */
function resolve(folder, basePath, url) {
  const [pathname, query] = split(url)
  const notFound = { status: 404, file: path.join(folder, '404.html') }
  if (pathname === null) return { status: 400, file: null }
  if (basePath !== '' && pathname === '/') return { redirect: `${basePath}/` }
  if (basePath !== '' && pathname !== basePath && !pathname.startsWith(`${basePath}/`)) return notFound
  const inside = pathname.slice(basePath.length) || '/'
  const file = path.join(folder, path.normalize(inside))
  if (file !== folder && !file.startsWith(folder + path.sep)) return notFound
  if (isFile(file) && !inside.endsWith('/')) return { status: 200, file }
  if (!isFile(path.join(file, 'index.html'))) return notFound
  if (pathname.endsWith('/')) return { status: 200, file: path.join(file, 'index.html') }
  // One slash only: `//host` would lead to another site.
  return { redirect: `${encodeURI(`/${pathname.replace(/^\/+/, '')}/`)}${query}` }
}

function split(url) {
  const end = url.indexOf('?')
  try {
    return [decodeURIComponent(end < 0 ? url : url.slice(0, end)), end < 0 ? '' : url.slice(end)]
  } catch {
    return [null, '']
  }
}

function send(request, response, { status, file }, compressed) {
  if (file === null || !isFile(file)) return end(response, status, {})
  const type = TYPES[path.extname(file).toLowerCase()] ?? 'application/octet-stream'
  const modified = statSync(file).mtimeMs
  const etag = `"${modified.toString(36)}-${statSync(file).size.toString(36)}"`
  const headers = {
    'content-type': type,
    'cache-control': file.includes(`${path.sep}_next${path.sep}static${path.sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache',
    'x-content-type-options': 'nosniff',
    vary: 'accept-encoding',
    etag,
  }
  if (status === 200 && request.headers['if-none-match'] === etag) return end(response, 304, headers)
  let body = readFileSync(file)
  if (COMPRESSED.test(type) && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) {
    body = gzipped(compressed, file, modified, body)
    headers['content-encoding'] = 'gzip'
  }
  response.writeHead(status, { ...headers, 'content-length': body.length })
  response.end(request.method === 'HEAD' ? undefined : body)
}

function gzipped(compressed, file, modified, body) {
  const known = compressed.get(file)
  if (known?.modified === modified) return known.body
  const fresh = { modified, body: gzipSync(body) }
  compressed.set(file, fresh)
  return fresh.body
}

function end(response, status, headers) {
  response.writeHead(status, headers)
  response.end()
}

function isFile(file) {
  return existsSync(file) && statSync(file).isFile()
}
