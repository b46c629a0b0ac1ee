import { fill } from '../../i18n/fill'
import type { PatternsTexts } from '../../i18n/en/patterns'
import styles from '../styles/table.module.css'

/** A method of MQProducer, as one version of RocketMQ has it. */
export interface SendMethod {
  readonly version: string
  readonly name: string
  readonly mode: string
  readonly destination: string
  readonly hasTimeout: boolean
  readonly types: readonly string[]
}

const MODES = ['sync', 'async', 'oneway'] as const
const DESTINATIONS = ['message', 'message-queue', 'message-selector', 'batch', 'batch-queue'] as const
const [OLD, NEW] = ['4.5.1', '5.3.2']

interface MethodsProps {
  readonly methods: readonly SendMethod[]
  readonly texts: PatternsTexts
}

/** The methods that send, by mode, destination and timeout, in two versions. */
export function MethodTable({ methods, texts }: MethodsProps) {
  const { methods: words } = texts
  const sending = methods.filter(({ mode }) => (MODES as readonly string[]).includes(mode))
  const countOf = (version: string | undefined): number => sending.filter((each) => each.version === version).length
  const sum = { old: countOf(OLD), new: countOf(NEW) }
  return (
    <div className={styles.block}>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={fill(words.sum, sum)}>
        <table className={styles.table}>
          <caption>{fill(words.sum, sum)}</caption>
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>{words.destination}</th>
              {MODES.map((mode) => <th key={mode} scope="colgroup" colSpan={2}>{words.modes[mode]}</th>)}
            </tr>
            <tr>
              {MODES.flatMap((mode) => [<th key={mode} scope="col">{words.without}</th>, <th key={`${mode} within`} scope="col">{words.within}</th>])}
            </tr>
          </thead>
          <tbody>
            {DESTINATIONS.map((destination) => (
              <tr key={destination}>
                <th scope="row">{words.destinations[destination]}</th>
                {MODES.flatMap((mode) => [false, true].map((hasTimeout) => {
                  const ofMode = sending.filter((each) => each.mode === mode && each.destination === destination)
                  const found = ofMode.filter((each) => each.hasTimeout === hasTimeout)
                  return <td key={`${mode} ${hasTimeout}`}><Mark methods={found} texts={texts} /></td>
                }))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}

function Mark({ methods, texts: { methods: words } }: MethodsProps) {
  const isOld = methods.some(({ version }) => version === OLD)
  const found = methods.find(({ version }) => version === NEW) ?? methods[0]
  if (found === undefined) return <span aria-label={words.none}>–</span>
  const said = isOld ? words.both : words.added
  return <span className={styles.mark} data-new={!isOld || undefined} title={`${found.name}(${found.types.join(', ')})`}>{found.name} <small>{said}</small></span>
}
