import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { pagesIn } from '../../.ci/support/heads.mjs'
import { policyHeader } from '../../.ci/support/policy.mjs'
import { createStaticServer } from '../../.ci/support/static-server.mjs'

/** Keeps what goes wrong in a page, for a browser whose driver does not tell. */
const WATCH = `
  globalThis.problems = []
  const problem = (text) => globalThis.problems.push(String(text))
  addEventListener('error', ({ message, target }) => problem(message ?? (target.src || target.href) + ' did not load'), true)
  addEventListener('unhandledrejection', ({ reason }) => problem(reason))
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => problem(violatedDirective + ' ' + blockedURI))
  const { error } = console
  console.error = (...args) => {
    problem(args.join(' '))
    error.apply(console, args)
  }`

const POLICY = /<meta http-equiv="Content-Security-Policy"[^>]*>/

/** The built site, served by this process, which notes what was asked for and is not there. */
export class ServedSite {
  readonly address: string
  private readonly folder: string
  private readonly server: Server
  private missing: string[]

  private constructor(folder: string, server: Server, address: string) {
    this.folder = folder
    this.server = server
    this.address = address
    this.missing = []
    server.on('request', ({ url }, response) => {
      response.on('finish', () => {
        if (response.statusCode >= 400) this.missing.push(`${response.statusCode} ${url}`)
      })
    })
  }

  /** @param isWatched do pages keep what goes wrong in them, as `problems`? */
  static async serve(folder: string, base: string, isWatched: boolean): Promise<ServedSite> {
    const files = createStaticServer({ folder, basePath: base })
    const server = isWatched ? createServer((request, response) => {
      if (!answerWatched(folder, base, request, response)) files.emit('request', request, response)
    }) : files
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    // Only `localhost` and what is encrypted may have a file system of its own.
    return new ServedSite(folder, server, `http://localhost:${(server.address() as AddressInfo).port}${base}/`)
  }

  /** As addresses below {@link address}. */
  pages(): string[] {
    return pagesIn(this.folder)
  }

  /** The address of a bundled worker. */
  worker(name: string): string {
    const folder = path.join(this.folder, 'workers')
    const file = existsSync(folder) ? readdirSync(folder).find((each) => each.startsWith(`${name}-`) && each.endsWith('.js')) : undefined
    if (file === undefined) throw new Error(`the site has no worker ${name}`)
    return `${this.address}workers/${file}`
  }

  /** Requests that were answered with an error since this was asked last. */
  failures(): string[] {
    return this.missing.splice(0)
  }

  close(): void {
    this.server.closeAllConnections()
    this.server.close()
  }
}

/** Pages with the script that watches them, and the script itself. @returns false for everything else */
function answerWatched(folder: string, base: string, { url = '' }: IncomingMessage, response: ServerResponse): boolean {
  if (url === `${base}/watch.js`) {
    response.writeHead(200, { 'content-type': 'text/javascript' }).end(WATCH)
    return true
  }
  const file = path.join(folder, url.slice(base.length), 'index.html')
  if (!url.startsWith(`${base}/`) || !url.endsWith('/') || !existsSync(file)) return false
  const html = readFileSync(file, 'utf8')
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policyHeader(html) }
  response.writeHead(200, headers).end(html.replace(POLICY, (policy) => `${policy}<script src="${base}/watch.js"></script>`))
  return true
}
