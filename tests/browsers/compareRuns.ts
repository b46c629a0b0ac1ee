import type { RunKey } from '../../engine/worker/protocol'
import type { Report } from '../interop/Report'
import type { OtherBrowser } from './OtherBrowser'
import type { ServedSite } from './ServedSite'

export interface RunHashes {
  readonly key: RunKey
  readonly trace: string
  readonly disks: string
}

interface Answer {
  readonly traceHash?: string
  readonly disksHash?: string
  readonly storage?: string
  readonly message?: string
}

/** Every scenario has the hashes that it has in Node, on whatever this browser keeps disks. */
export async function compareRuns(
  browser: OtherBrowser,
  site: ServedSite,
  expected: readonly RunHashes[],
  report: Report,
): Promise<void> {
  report.check('there are runs to compare', expected.length > 0 ? '' : 'no scenario was found')
  // A page without a worker of its own, which would own the disks.
  await browser.goto(`${site.address}en/fidelity/`)
  await browser.evaluate(`globalThis.hashing = new Worker(${JSON.stringify(site.worker('cluster'))}, { type: 'module', name: 'again' })`)
  for (const { key, trace, disks } of expected) {
    const answer = await browser.evaluate(opening(key)) as Answer
    const found = [answer.traceHash, answer.disksHash, answer.storage].join(' ')
    const wanted = [trace, disks, browser.storage].join(' ')
    report.check(`${key.scenario} has the hashes it has in Node`, found === wanted ? '' : `${answer.message ?? found} instead of ${wanted}`)
  }
}

function opening(key: RunKey): string {
  return `
    const { hashing } = globalThis
    return new Promise((resolve, reject) => {
      hashing.onerror = ({ message }) => reject(new Error(message))
      hashing.onmessage = ({ data: { id, body } }) => {
        if (id === undefined) return
        const { traceHash, disksHash, storage } = body.run ?? {}
        resolve({ traceHash, disksHash, storage, message: body.message })
      }
      hashing.postMessage({ id: 1, body: ${JSON.stringify({ type: 'open', key, anchors: [], isWhole: true })} })
    })`
}
