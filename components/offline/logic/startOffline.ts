import { Serwist } from '@serwist/window'
import type { Locale } from '../../i18n/locales'
import { remember, recall } from '../../site/logic/choice'
import { savesData } from '../../site/logic/whenIdle'
import type { KeepAnswer, KeepRequest } from './messages'
import { useOffline } from './offlineState'

const BASE = process.env.NEXT_PUBLIC_BASE ?? ''
/** What a reader that saves data has said. */
const CHOICE = 'offline'

/** Starts the service worker, which keeps the site in this browser. A reader that saves data is asked first. */
export async function startOffline(locale: Locale): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  if (!savesData() || recall(CHOICE) === 'yes') return register(locale)
  useOffline.setState({
    kept: 'asked',
    keep: () => {
      remember(CHOICE, 'yes')
      void register(locale)
    },
  })
}

async function register(locale: Locale): Promise<void> {
  const serwist = new Serwist(`${BASE}/sw.js`, { scope: `${BASE}/`, updateViaCache: 'none' })
  let isRenewing = false
  serwist.addEventListener('waiting', () => useOffline.setState({
    renew: () => {
      isRenewing = true
      serwist.messageSkipWaiting()
    },
  }))
  serwist.addEventListener('controlling', () => {
    if (isRenewing) location.reload()
  })
  // Where the site may keep nothing, it works as any site does.
  const registration = await serwist.register().catch(() => undefined)
  if (registration === undefined) return
  navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<KeepAnswer>) => hear(data))
  const keep = async (): Promise<void> => {
    useOffline.setState({ kept: 'keeping', percent: 0 })
    const { active } = await navigator.serviceWorker.ready
    active?.postMessage({ type: 'keep', locale } satisfies KeepRequest)
  }
  useOffline.setState({ keep: () => void keep() })
  await keep()
}

function hear(answer: KeepAnswer): void {
  if (answer.type === 'kept' || answer.type === 'not-kept') useOffline.setState({ kept: answer.type })
  else if (answer.type === 'keeping') useOffline.setState({ percent: Math.floor((100 * answer.done) / answer.of) })
}
