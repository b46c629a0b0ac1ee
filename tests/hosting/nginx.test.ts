import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recipe } from './recipe'

const NGINX = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/opt/homebrew/bin/nginx'].find((file) => existsSync(file))

const FILES = {
  'index.html': '<h1>home</h1>',
  '404.html': '<h1>not here</h1>',
  'en/learn/index.html': '<h1>learn</h1>',
  'en/embed/a/index.html': '<h1>framed</h1>',
  'sw.js': 'x'.repeat(1000),
  'en.webmanifest': '{}',
  '_next/static/a.js': 'y'.repeat(1000),
  'workers/a.wasm': 'wasm',
  'offline/a.pack': 'pack',
}

/** The recipe of HOSTING.md as a whole configuration, for a server of our own. */
function configuration(folder: string, port: number): string {
  const own = recipe(/```nginx\n([^]*?)```/).replace('listen 8080', `listen 127.0.0.1:${port}`).replace('/srv/rocketscope', path.join(folder, 'out'))
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/tmp;`)
  return `worker_processes 1; daemon off; pid ${folder}/pid; error_log ${folder}/error.log;
    events {} http { access_log off; ${places.join(' ')} ${own} }`
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

describe.skipIf(NGINX === undefined)('nginx with the recipe of HOSTING.md', () => {
  let folder = ''
  let address = ''
  let nginx: ChildProcess | null = null

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'hosting-'))
    for (const [name, text] of Object.entries(FILES)) {
      mkdirSync(path.join(folder, 'out', path.dirname(name)), { recursive: true })
      writeFileSync(path.join(folder, 'out', name), text)
    }
    // As root, nginx works under another name.
    execFileSync('chmod', ['-R', 'a+rX', folder])
    const port = await freePort()
    address = `http://127.0.0.1:${port}`
    writeFileSync(path.join(folder, 'nginx.conf'), configuration(folder, port))
    nginx = spawn(NGINX!, ['-p', folder, '-c', path.join(folder, 'nginx.conf')], { stdio: 'ignore' })
    for (let tries = 0; tries < 100; tries++) {
      if (await fetch(address).then(() => true, () => false)) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(readFileSync(path.join(folder, 'error.log'), 'utf8'))
  })

  afterAll(async () => {
    const ended = new Promise((resolve) => nginx?.once('exit', resolve))
    nginx?.kill()
    await ended
    rmSync(folder, { recursive: true, force: true })
  })

  const get = (place: string): Promise<Response> => fetch(address + place, { redirect: 'manual' })

  it('serves pages, leads to the slash, and says what is not there', async () => {
    expect(await (await get('/')).text()).toBe('<h1>home</h1>')
    expect(await (await get('/en/learn/')).text()).toBe('<h1>learn</h1>')
    const led = await get('/en/learn')
    expect([led.status, new URL(led.headers.get('location')!, address).pathname]).toEqual([301, '/en/learn/'])
    const nothing = await get('/nope/')
    expect([nothing.status, await nothing.text()]).toEqual([404, '<h1>not here</h1>'])
  })

  it('lets what has a hash in its name be kept, and has the rest asked for again', async () => {
    for (const place of ['/_next/static/a.js', '/workers/a.wasm', '/offline/a.pack']) {
      expect((await get(place)).headers.get('cache-control'), place).toContain('immutable')
    }
    for (const place of ['/', '/sw.js', '/en/learn/', '/en.webmanifest']) {
      const { headers } = await get(place)
      expect(headers.get('cache-control'), place).toBe('no-cache')
      expect(headers.get('etag'), place).toBeTruthy()
    }
  })

  it('lets other sites frame only what is made for it', async () => {
    for (const place of ['/', '/en/learn/', '/nope/']) {
      expect((await get(place)).headers.get('content-security-policy'), place).toBe("frame-ancestors 'none'")
    }
    expect((await get('/en/embed/a/')).headers.get('content-security-policy')).toBeNull()
  })

  it('says what its files are, and compresses text', async () => {
    const types = { '/sw.js': 'text/javascript', '/workers/a.wasm': 'application/wasm', '/en.webmanifest': 'application/manifest+json' }
    for (const [place, type] of Object.entries(types)) {
      const { headers } = await get(place)
      expect(headers.get('content-type'), place).toContain(type)
      expect(headers.get('x-content-type-options'), place).toBe('nosniff')
    }
    expect((await get('/_next/static/a.js')).headers.get('content-encoding')).toBe('gzip')
  })
})
