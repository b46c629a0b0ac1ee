import type { OwnSent, OwnState } from '../../../engine/worker/owncluster/ownProtocol'
import { fill } from '../../i18n/fill'
import type { OwnTexts } from '../../i18n/en/own'
import { grouped } from '../../stepper/logic/format'
import type { PageNotice, Recovered } from './OwnPageState'
import { recoveryVerdict } from './recoverySentences'
import { size } from './words'

export function noticeSentence(notice: PageNotice, texts: OwnTexts): string {
  const { keep, failed } = texts
  switch (notice.kind) {
    case 'exported':
      return fill(keep.exported, { name: notice.name, size: size(notice.bytes, texts) })
    case 'was-reset':
      return keep.wasReset
    case 'was-imported':
      return keep.wasImported
    case 'was-cut-off':
      return keep.wasCutOff
    case 'given-up':
      return keep.givenUp
    case 'failed':
      return fill(failed.action, { message: notice.message })
  }
}

export function sentSentence({ sent, outcomes }: OwnSent, { send }: OwnTexts): string {
  const words = outcomes.map(({ outcome, count }) => `${outcome} ${grouped(count)}`).join(', ')
  return fill(send.said, { n: sent, outcomes: words })
}

export function brokerSentence(broker: OwnState['broker'], { status }: OwnTexts): string {
  return `${status.label}: ${status.broker[broker]}`
}

export function recoveredSentence(recovered: Recovered, texts: OwnTexts): string {
  const { big, of } = recoveryVerdict(recovered, texts)
  return `${texts.back.label}: ${big} ${of}`
}
