import type { OwnRecovery, OwnSettings } from '../../../engine/worker/owncluster/ownProtocol'
import { fill } from '../../i18n/fill'
import type { OwnTexts } from '../../i18n/en/own'
import { grouped } from '../../stepper/logic/format'
import { shortPath } from '../../store/logic/fieldTree'
import type { Recovered } from './OwnPageState'
import { clock, gap } from './words'

interface Verdict {
  /** What is said in big: a number or a word, and what it is of. */
  readonly big: string
  readonly of: string
  /** `lost`: something acknowledged is gone. `kept`: nothing is. `nothing`: there was nothing to lose. */
  readonly kind: 'lost' | 'kept' | 'nothing'
}

/** What recovery did, one sentence after the other. */
export function recoverySentences(recovery: OwnRecovery, texts: OwnTexts, locale: string): string[] {
  const { back } = texts
  const { after, how, from, records, path, position, discarded, dispatched, lastAliveMillis, atMillis } = recovery
  const when = lastAliveMillis === null ? '' : fill(back.when, {
    time: clock(lastAliveMillis, atMillis, locale), gap: gap(atMillis - lastAliveMillis, locale),
  })
  const end = { position: grouped(position), file: shortPath(path) }
  const began = from === '' ? back.fromNothing : fill(back.from, { file: shortPath(from) })
  const sentences = [fill(back.after[after], { when }), `${back.how[how]}${began}`]
  if (path !== '') {
    sentences.push(records === 0 ? fill(back.readNothing, end) : fill(back.read, { n: records, ...end }))
    sentences.push(discarded === 0 ? back.noCut : fill(back.cut, { n: discarded }))
  }
  if (dispatched > 0) sentences.push(fill(back.dispatched, { n: dispatched }))
  return sentences
}

/** What became of what had been acknowledged. */
export function recoveryVerdict({ recovery, acknowledged }: Recovered, { back }: OwnTexts): Verdict {
  if (recovery.after === 'import') {
    return { big: grouped(recovery.records), of: fill(back.imported, { n: recovery.records }), kind: 'kept' }
  }
  if (acknowledged === 0) return { big: '', of: back.nothingAcknowledged, kind: 'nothing' }
  const { lost, lostEver } = recovery
  if (lostEver === 0) return { big: back.none, of: fill(back.noneLost, { m: acknowledged }), kind: 'kept' }
  const all = fill(back.lost, { n: lostEver, m: acknowledged })
  const earlier = fill(lost === 0 ? back.allEarlier : back.someEarlier, { n: lost })
  return { big: grouped(lostEver), of: lost === lostEver ? all : `${all}${earlier}`, kind: lost === 0 ? 'kept' : 'lost' }
}

/** Why it came to that; null when nothing had been acknowledged. */
export function reason(recovered: Recovered, settings: OwnSettings, { back }: OwnTexts): string | null {
  const { acknowledged, recovery: { after, lost } } = recovered
  if (after === 'import') return back.why.import
  if (acknowledged === 0) return null
  if (lost > 0) return back.why.lost
  if (after === 'kill' || after === 'shutdown') return back.why[after]
  return settings.flushDiskType === 'SYNC_FLUSH' ? back.why.sync : back.why['async-safe']
}
