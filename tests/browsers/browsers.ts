/**
 * `npm run browsers`: are runs the same in other browsers than Chromium, and does every kind of page work there?
 * Arguments: which part of this is wanted (`expected`, `firefox`, `webkit`), the folder of the site, the base path, a directory for
 * what comes out, and the programs of the browser.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { SiteTableJson } from '../../engine/trace/SiteTable'
import { SiteTable } from '../../engine/trace/SiteTable'
import { ownSession } from '../../content/ownRun'
import { Report } from '../interop/Report'
import { Firefox } from './Firefox'
import { compareRuns, type RunHashes } from './compareRuns'
import type { OtherBrowser } from './OtherBrowser'
import { proveStorage } from './proveStorage'
import { ServedSite } from './ServedSite'
import { visitPages } from './visitPages'
import { WebKit } from './WebKit'

type Arguments = [part: string, folder: string, base: string, directory: string, ...programs: string[]]

/** For everything: a browser that hangs must not hold the others up. */
const LIMIT_MILLIS = 900_000

const [part, folder, base, directory, ...programs] = process.argv.slice(2) as Arguments
const report = new Report()
const expectedFile = path.join(directory, 'expected.json')

process.on('SIGTERM', () => process.exit(1))
setTimeout(() => {
  console.error(`${part}: not done after ${LIMIT_MILLIS / 60_000} minutes`)
  process.exit(1)
}, LIMIT_MILLIS).unref()

mkdirSync(directory, { recursive: true })
if (part === 'expected') await computeExpected()
else await proveAll()

async function proveAll(): Promise<void> {
  const site = await ServedSite.serve(folder, base, part === 'webkit')
  let browser: OtherBrowser | null = null
  try {
    browser = await startBrowser()
    await visitPages(browser, site, report)
    await proveStorage(browser, site, report)
    await compareRuns(browser, site, await expected(), report)
  } catch (error) {
    report.check('to the end', error instanceof Error ? error.stack ?? error.message : String(error))
  }
  await browser?.close()
  site.close()
  writeFileSync(path.join(directory, `${part}.json`), JSON.stringify({ ...report, name: browser?.name ?? part }))
  process.exit(report.failed > 0 ? 1 : 0)
}

function startBrowser(): Promise<OtherBrowser> {
  const [first, second, third] = programs as [string, string, string]
  return part === 'firefox' ? Firefox.start(first) : WebKit.start({ driver: first, browser: second, screen: third })
}

/** The runs of all scenarios in Node, over the traced engine, as the site’s worker makes them. */
async function computeExpected(): Promise<void> {
  const sites = new SiteTable(JSON.parse(readFileSync(path.join(folder, 'engine-sites.json'), 'utf8')) as SiteTableJson)
  const scenarios = path.join(process.cwd(), 'content', 'scenarios')
  const runs: RunHashes[] = []
  for (const file of readdirSync(scenarios).filter((name) => name.endsWith('.json')).sort()) {
    const { key, traceHash, disksHash } = (await ownSession(path.join(scenarios, file), {}, sites)).modelWith([])
    runs.push({ key, trace: traceHash, disks: disksHash })
  }
  writeFileSync(`${expectedFile}.part`, JSON.stringify(runs))
  renameSync(`${expectedFile}.part`, expectedFile)
}

/** Another process computes them while this one looks at pages. */
async function expected(): Promise<readonly RunHashes[]> {
  while (!existsSync(expectedFile)) await new Promise((resolve) => setTimeout(resolve, 500))
  return JSON.parse(readFileSync(expectedFile, 'utf8')) as RunHashes[]
}
