import { stepperEn } from '../../components/i18n/en/stepper'
import type { Report } from '../interop/Report'
import type { OtherBrowser } from './OtherBrowser'
import type { ServedSite } from './ServedSite'

/** What a reader sees of where the disks are, in a lesson that is all about files. */
const LOOK = `
  for (let tries = 0; tries < 1200; tries++) {
    const bar = document.querySelector('[data-trace-hash]')
    if (bar?.getAttribute('aria-busy') === 'false') {
      const files = []
      const walk = async (folder, path) => {
        for await (const [name, handle] of folder) {
          if (handle.kind === 'directory') await walk(handle, path + '/' + name)
          else files.push(path + '/' + name)
        }
      }
      if (navigator.storage?.getDirectory) await walk(await navigator.storage.getDirectory(), '')
      return { storage: bar.dataset.storage, files, notices: [...document.querySelectorAll('[role=status]')].map((each) => each.textContent) }
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the run is not made')`

interface Look {
  readonly storage: string
  readonly files: readonly string[]
  readonly notices: readonly string[]
}

/** The lesson on files has them on the browser's own file system, or in memory, and then says so. */
export async function proveStorage(browser: OtherBrowser, site: ServedSite, report: Report): Promise<void> {
  await browser.goto(`${site.address}en/learn/store/`)
  const { storage, files, notices } = await browser.evaluate(LOOK) as Look
  const isInMemory = browser.storage === 'memory'
  report.check(`disks are on ${browser.storage}`, storage === browser.storage ? '' : `they are on ${storage}`)
  const logs = files.filter((file) => /\/commitlog\/\d{20}$/.test(file))
  report.check('the files of the brokers are where they are said to be', (logs.length === 0) === isInMemory ? '' : `found: ${files.join(' ')}`)
  const notice = stepperEn.notices.memory['no-opfs']
  const isSaid = notices.some((text) => text?.includes(notice))
  report.check('the reader is told when disks are in memory', isSaid === isInMemory ? '' : `notices: ${notices.join(' | ')}`)
}
