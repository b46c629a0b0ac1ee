import { REQUEST_MEANINGS, RESPONSE_MEANINGS } from '../../../content/reference/codes'
import { fill } from '../../i18n/fill'
import type { ReferenceTexts } from '../../i18n/en/reference'
import type { Locale } from '../../i18n/locales'
import { Heading2, LinkToHere } from '../../site/views/Heading'
import { breakable } from '../../stepper/logic/format'
import { readRequestCodes, readResponseCodes } from '../server/readCodes'
import { placeOfSymbol, type LinkedPlace } from '../server/taughtAt'
import styles from '../styles/reference.module.css'
import { PlaceLinks } from './PlaceLinks'

interface Props {
  readonly locale: Locale
  readonly texts: ReferenceTexts
}

export function CodesPage({ locale, texts }: Props) {
  const { codes } = texts
  const requests = readRequestCodes()
  const responses = readResponseCodes()
  const answered = requests.filter(({ answeredBy }) => answeredBy.length > 0)
  const given = responses.filter(({ name, givenBy }) => givenBy.length > 0 || Object.hasOwn(RESPONSE_MEANINGS, name))
  return (
    <main id="content" className={styles.page} tabIndex={-1}>
      <h1>{codes.name}</h1>
      <p className={styles.lead}>{codes.lead}</p>
      <Heading2 id="requests">{codes.requests}</Heading2>
      <dl className={styles.rows}>
        {answered.map(({ code, name, answeredBy }) => (
          <Code key={name} id={`request-${name}`} code={code} name={name} says={REQUEST_MEANINGS[name]?.[locale]}>
            {answeredBy.map(({ process, symbol }) => (
              <span key={process}>
                {codes.processes[process]}: <PlaceLinks places={[placeOfSymbol(symbol, locale)]} isCode />{' '}
              </span>
            ))}
          </Code>
        ))}
      </dl>
      <p className={styles.where}>{fill(codes.unanswered, { n: requests.length - answered.length })}</p>
      <Heading2 id="responses">{codes.responses}</Heading2>
      <dl className={styles.rows}>
        {given.map(({ code, name, givenBy }) => (
          <Code key={name} id={`response-${name}`} code={code} name={name} says={RESPONSE_MEANINGS[name]?.[locale]}>
            <Givers lead={codes.givenBy} places={givenBy.map((symbol) => placeOfSymbol(symbol, locale))} />
          </Code>
        ))}
      </dl>
      <p className={styles.where}>{fill(codes.ungiven, { n: responses.length - given.length })}</p>
    </main>
  )
}

function Givers({ lead, places }: { readonly lead: string; readonly places: readonly LinkedPlace[] }) {
  return places.length === 0 ? null : <>{lead} <PlaceLinks places={places} isCode /></>
}

interface CodeProps {
  readonly id: string
  readonly code: number
  readonly name: string
  readonly says: string | undefined
  readonly children: React.ReactNode
}

function Code({ id, code, name, says, children }: CodeProps) {
  return (
    <div id={id} className={styles.row}>
      <dt><span className={styles.number}>{code}</span> <code>{breakable(name.replaceAll('_', '_\u200b'))}</code><LinkToHere id={id} /></dt>
      <dd>{says}<span className={styles.where}>{children}</span></dd>
    </div>
  )
}
