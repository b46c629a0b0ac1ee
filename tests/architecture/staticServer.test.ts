import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { withPolicy } from '../../.ci/support/policy.mjs'
import { createStaticServer } from '../../.ci/support/static-server.mjs'

interface Answer {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly body: Buffer
}

let folder = ''
let server: Server | null = null

beforeAll(() => {
  const top = mkdtempSync(path.join(tmpdir(), 'static-server-'))
  folder = path.join(top, 'out')
  const files: Record<string, string> = {
    'index.html': '<h1>home</h1>',
    '404.html': '<h1>not here</h1>',
    'en/index.html': '<h1>english</h1>',
    'en/embed/a/index.html': '<h1>framed</h1>',
    'en/source/embed/index.html': '<h1>source</h1>',
    '_next/static/a.js': 'code',
    'workers/a-1234.js': 'code',
    'x.wasm': 'wasm',
    '中/index.html': 'zhong',
    '../secret.txt': 'secret',
  }
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.join(folder, path.dirname(name)), { recursive: true })
    writeFileSync(path.join(folder, name), text)
  }
  return () => rmSync(top, { recursive: true, force: true })
})

afterEach(() => {
  server?.close()
  server = null
})

interface Question {
  readonly basePath?: string
  readonly headers?: Record<string, string>
  readonly method?: string
}

async function get(url: string, options: Question = {}): Promise<Answer> {
  server ??= createStaticServer({ folder, basePath: options.basePath ?? '' })
  const listening = server
  if (!listening.listening) await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  const { port } = listening.address() as AddressInfo
  return await new Promise((resolve, reject) => {
    const { headers = {}, method = 'GET' } = options
    request({ host: '127.0.0.1', port, path: url, headers, method, agent: false }, (response) => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => pieces.push(piece))
      response.on('end', () => {
        resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(pieces) })
      })
    })
      .on('error', reject)
      .end()
  })
}

describe('the static server', () => {
  it.each([
    ['/', 200, 'text/html; charset=utf-8', '<h1>home</h1>'],
    ['/en/?x=1', 200, 'text/html; charset=utf-8', '<h1>english</h1>'],
    ['/_next/static/a.js', 200, 'text/javascript; charset=utf-8', 'code'],
    ['/x.wasm', 200, 'application/wasm', 'wasm'],
    ['/%E4%B8%AD/', 200, 'text/html; charset=utf-8', 'zhong'],
    ['/nope', 404, 'text/html; charset=utf-8', '<h1>not here</h1>'],
    ['/x.wasm/', 404, 'text/html; charset=utf-8', '<h1>not here</h1>'],
    ['/../secret.txt', 404, 'text/html; charset=utf-8', '<h1>not here</h1>'],
    ['/en/%2e%2e/%2e%2e/secret.txt', 404, 'text/html; charset=utf-8', '<h1>not here</h1>'],
    ['/en/..%2f..%2fsecret.txt', 404, 'text/html; charset=utf-8', '<h1>not here</h1>'],
  ])('answers %s with %d', async (url, status, type, body) => {
    const answer = await get(url)
    expect([answer.status, answer.headers['content-type'], answer.body.toString()]).toEqual([status, type, body])
  })

  it.each([
    ['/en?x=1', '/en/?x=1'],
    ['/%E4%B8%AD', '/%E4%B8%AD/'],
    ['//en', '/en/'],
    ['///en', '/en/'],
    ['//elsewhere.example/%2e%2e', '/elsewhere.example/%2e%2e/'],
  ])('leads from %s to %s', async (url, location) => {
    const answer = await get(url)
    expect([answer.status, answer.headers['location']]).toEqual([301, location])
  })

  it('refuses what it can\'t read and what it does not do', async () => {
    expect((await get('/%')).status).toBe(400)
    expect((await get('/', { method: 'POST' })).status).toBe(405)
    const head = await get('/', { method: 'HEAD' })
    expect([head.status, head.headers['content-length'], head.body.length]).toEqual([200, '13', 0])
  })

  it('compresses for those who understand it', async () => {
    const answer = await get('/', { headers: { 'accept-encoding': 'deflate;q=0.5, gzip' } })
    expect([answer.headers['content-encoding'], answer.headers['vary']]).toEqual(['gzip', 'Accept-Encoding'])
    expect(gunzipSync(answer.body).toString()).toBe('<h1>home</h1>')
    const better = await get('/x.wasm', { headers: { 'accept-encoding': 'br, gzip' } })
    expect(better.headers['content-encoding']).toBe('br')
    expect(brotliDecompressSync(better.body).toString()).toBe('wasm')
  })

  it('answers with whole files, as pieces of compressed ones are of no use', async () => {
    const answer = await get('/', { headers: { 'accept-encoding': 'gzip', range: 'bytes=0-3' } })
    expect([answer.status, gunzipSync(answer.body).toString()]).toEqual([200, '<h1>home</h1>'])
  })

  it('says what may be kept, and for how long', async () => {
    for (const file of ['/_next/static/a.js', '/workers/a-1234.js']) {
      expect((await get(file)).headers['cache-control'], file).toContain('immutable')
    }
    const first = await get('/')
    expect(first.headers['cache-control']).toBe('no-cache')
    expect((await get('/', { headers: { 'if-none-match': String(first.headers['etag']) } })).status).toBe(304)
  })

  it('says that no page may be framed, and what the page itself says', async () => {
    const html = '<head><meta charSet="utf-8"/></head><script src="/a.js"></script><script id="x">let a = 1</script>'
    writeFileSync(path.join(folder, 'page.html'), withPolicy(html))
    const answer = await get('/page.html')
    const [, inPage] = /content="([^"]*)"/.exec(answer.body.toString())!
    expect(answer.headers['content-security-policy']).toBe(`${inPage}; frame-ancestors 'none'`)
    expect(String((await get('/en/embed/a/')).headers['content-security-policy'])).not.toContain('frame-ancestors')
    expect((await get('/en/source/embed/')).headers['content-security-policy']).toBe("frame-ancestors 'none'")
    const hash = createHash('sha256').update('let a = 1').digest('base64')
    expect(inPage).toContain(`script-src 'self' 'wasm-unsafe-eval' 'sha256-${hash}';`)
    expect(inPage).toContain("object-src 'none'; base-uri 'none'")
    expect((await get('/nope')).headers['content-security-policy']).toBe("frame-ancestors 'none'")
    expect((await get('/_next/static/a.js')).headers['content-security-policy']).toBeUndefined()
    expect(() => withPolicy('<head></head>')).toThrow()
  })

  it('serves under a base path only', async () => {
    const basePath = '/scope'
    expect((await get('/', { basePath })).headers['location']).toBe('/scope/')
    expect((await get('/scope', { basePath })).headers['location']).toBe('/scope/')
    expect((await get('/scope/', { basePath })).body.toString()).toBe('<h1>home</h1>')
    expect((await get('/scope/en', { basePath })).headers['location']).toBe('/scope/en/')
    expect((await get('/scopes/', { basePath })).status).toBe(404)
    expect((await get('/en/', { basePath })).status).toBe(404)
  })
})
