import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const HTML = /\.html$/
const PAGE = /^<!doctype html>/i
const INLINE_SCRIPT = /<script(?![^>]*\ssrc=)[^>]*>([^]*?)<\/script>/g
const CHARSET = /<meta charset="?utf-8"?\s*\/?>/i
const META = /<meta http-equiv="Content-Security-Policy" content="([^"]*)"\/>/

/**
 * What a page may load and do: only what comes from where it comes from itself. WebAssembly is the sandbox for strategies; the
 * bundler starts workers by way of blobs; the editor brings styles along.
 * @param {readonly string[]} hashes of the scripts in the page itself
 */
function policyOf(hashes) {
  return [
    "default-src 'self'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...hashes.map((hash) => `'sha256-${hash}'`)].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}

/** The page with its policy in it, in front of everything that the policy is about. @param {string} html */
export function withPolicy(html) {
  const scripts = [...html.matchAll(INLINE_SCRIPT)].map(([, script]) => script ?? '')
  const hashes = scripts.map((script) => createHash('sha256').update(script).digest('base64'))
  const charset = CHARSET.exec(html)
  if (charset === null) throw new Error('the page does not say how its letters are written')
  const at = charset.index + charset[0].length
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policyOf([...new Set(hashes)].sort())}"/>`
  return `${html.slice(0, at)}${meta}${html.slice(at)}`
}

/** Writes its policy into each page of the built site. @param {string} folder */
export function writePolicies(folder) {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!HTML.test(name)) continue
    const file = path.join(folder, name)
    const html = readFileSync(file, 'utf8')
    // Listings of the source are parts of pages, and no pages.
    if (PAGE.test(html) && !META.test(html)) writeFileSync(file, withPolicy(html))
  }
}

/**
 * The policy of a page as a header. Only a header can also keep other sites from framing the page, which the pages under `embed/` are
 * made for.
 * @param {string} html
 * @param {{ isEmbed?: boolean }} [options]
 */
export function policyHeader(html, { isEmbed = false } = {}) {
  return [META.exec(html)?.[1], isEmbed ? '' : "frame-ancestors 'none'"].filter(Boolean).join('; ')
}
