'use client'

import { useId, useState } from 'react'
import type { ProducerChoice, Sharing, StartApplicationsResult } from '../../../content/patterns/singleton/run/startApplications'
import { fill } from '../../i18n/fill'
import { partsOfClientId } from '../logic/partsOfClientId'
import styles from '../styles/lab.module.css'
import graph from '../styles/graph.module.css'
import { usePatternTexts } from './PatternTexts'
import { useExperiment } from './useExperiment'
import { useWhenSeen } from '../../ui/views/useWhenSeen'

const GROUPS = ['order-service', 'payment-service', 'stock-service', 'mail-service']
const INSTANCE_NAMES = ['DEFAULT', 'shop']
const UNITS = ['', 'north']
const MOST = 4

function producer(change: Partial<ProducerChoice> = {}): ProducerChoice {
  return { group: 'order-service', instanceName: 'DEFAULT', unitName: '', scope: 'first', ...change }
}

const PRESETS = {
  unnamed: [producer(), producer({ group: 'payment-service' })],
  named: [producer({ instanceName: 'shop' }), producer({ instanceName: 'shop', group: 'payment-service' })],
  group: [producer({ instanceName: 'shop' }), producer({ instanceName: 'shop' })],
  units: [producer({ instanceName: 'shop' }), producer({ instanceName: 'shop', group: 'payment-service', unitName: 'north' })],
  loaders: [producer({ instanceName: 'shop' }), producer({ instanceName: 'shop', group: 'payment-service', scope: 'second' })],
} satisfies Record<string, readonly ProducerChoice[]>

/** Producers that the reader sets up and starts, and the objects and connections that there are afterwards. */
export function ApplicationsLab({ sharings }: { readonly sharings: readonly Sharing[] }) {
  const { start: words, wait, failed } = usePatternTexts()
  const first = sharings.length > 1 ? PRESETS.named : PRESETS.unnamed
  const [producers, setProducers] = useState<readonly ProducerChoice[]>(first)
  const [sharing, setSharing] = useState(sharings[0]!)
  const { result, isBusy, hasFailed, run } = useExperiment('singleton/start')
  const name = useId()
  const begin = (next: readonly ProducerChoice[], from: Sharing = sharing): void => {
    setProducers(next)
    setSharing(from)
    void run({ producers: next, sharing: from })
  }
  const ref = useWhenSeen<HTMLDivElement>(() => begin(producers))
  const change = (index: number, part: Partial<ProducerChoice>): void => {
    begin(producers.map((each, at) => (at === index ? { ...each, ...part } : each)))
  }
  return (
    <div ref={ref} className={styles.lab} aria-busy={isBusy}>
      {sharings.length > 1 ? (
        <fieldset className={styles.choices}>
          <legend className="label">{words.sharing}</legend>
          {sharings.map((each) => (
            <label key={each} className={styles.choice}>
              <input type="radio" name={name} checked={sharing === each} onChange={() => begin(producers, each)} />
              <span>{words.sharings[each]}</span>
            </label>
          ))}
        </fieldset>
      ) : null}
      <p className="label">{words.presets}</p>
      <p className={styles.actions}>
        {Object.entries(PRESETS).map(([id, preset]) => (
          <button key={id} type="button" className="button-quiet" aria-pressed={preset === producers} onClick={() => begin(preset)}>
            {words.presetNames[id as keyof typeof PRESETS]}
          </button>
        ))}
      </p>
      <div className={styles.producers}>
        {producers.map((each, index) => (
          <ProducerForm
            key={index} choice={each} number={index + 1} change={(part) => change(index, part)}
            remove={producers.length > 1 ? () => begin(producers.filter((_, at) => at !== index)) : null}
          />
        ))}
      </div>
      <p>
        <button
          type="button" className="button-quiet" disabled={producers.length >= MOST}
          onClick={() => begin([...producers, { ...producers.at(-1)!, group: GROUPS[producers.length] ?? GROUPS[0]! }])}
        >
          {words.add}
        </button>
      </p>
      <div aria-live="polite">
        {hasFailed ? <p>{failed}</p> : null}
        {result === null ? <p className={styles.wait}>{isBusy ? wait : ''}</p> : <Started result={result} producers={producers} sharing={sharing} />}
      </div>
    </div>
  )
}

interface FormProps {
  readonly choice: ProducerChoice
  readonly number: number
  change(part: Partial<ProducerChoice>): void
  readonly remove: (() => void) | null
}

function ProducerForm({ choice, number, change, remove }: FormProps) {
  const { start: words } = usePatternTexts()
  return (
    <fieldset className={styles.producer}>
      <legend>{fill(words.producer, { n: number })}</legend>
      <Choice
        label={words.group} value={choice.group} options={GROUPS.map((each) => [each, each])}
        choose={(group) => change({ group })}
      />
      <Choice
        label={words.instanceName} value={choice.instanceName} options={INSTANCE_NAMES.map((each) => [each, each])}
        choose={(instanceName) => change({ instanceName })}
      />
      <Choice
        label={words.unitName} value={choice.unitName} options={UNITS.map((each) => [each, each === '' ? words.noUnit : each])}
        choose={(unitName) => change({ unitName })}
      />
      <Choice
        label={words.scope} value={choice.scope} options={[['first', words.scopes.first], ['second', words.scopes.second]]}
        choose={(scope) => change({ scope: scope as ProducerChoice['scope'] })}
      />
      {remove === null ? null : (
        <button type="button" className={styles.remove} onClick={remove} aria-label={fill(words.remove, { n: number })}>×</button>
      )}
    </fieldset>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly options: ReadonlyArray<readonly [value: string, label: string]>
  choose(value: string): void
}

function Choice({ label, value, options, choose }: ChoiceProps) {
  return (
    <label>
      <span>{label}</span>
      <select value={value} onChange={(event) => choose(event.target.value)}>
        {options.map(([each, text]) => <option key={each} value={each}>{text}</option>)}
      </select>
    </label>
  )
}

interface StartedProps {
  readonly result: StartApplicationsResult
  readonly producers: readonly ProducerChoice[]
  readonly sharing: Sharing
}

function Started({ result, producers, sharing }: StartedProps) {
  const { start: words } = usePatternTexts()
  const { instances, starts, sends } = result
  const scopes = (['first', 'second'] as const).filter((scope) => producers.some((each) => each.scope === scope))
  return (
    <>
      <figure className={graph.graph} aria-label={words.graph}>
        <div className={graph.scopes}>
          {scopes.map((scope) => (
            <div key={scope} className={graph.scope}>
              <p className={graph.name}>{words.scope}: {words.scopes[scope]}</p>
              <div className={graph.manager}>
                <p className={graph.name}>{sharing === 'singleton' ? words.manager : words.table}</p>
                <ul role="list">
                  {instances.filter((each) => each.scope === scope).map((each) => (
                    <li key={each.producers.join()} className={graph.instance}>
                      <p className={graph.name}>{words.instance}</p>
                      <ClientId clientId={each.clientId} />
                      <ul role="list" className={graph.holders}>
                        {each.producers.map((index) => <li key={index} data-user="true">{index + 1} {producers[index]?.group}</li>)}
                        {each.groups.includes('CLIENT_INNER_PRODUCER') ? <li>{words.inner}</li> : null}
                      </ul>
                    </li>
                  ))}
                </ul>
              </div>
            </div>
          ))}
        </div>
        <figcaption>{words.graph}</figcaption>
      </figure>
      <ul className={styles.outcomes} role="list">
        {starts.map((start, index) => {
          const isRefused = start.outcome === 'threw'
          const said = isRefused ? words.refused : words.sent
          return (
            <li key={index} data-outcome={start.outcome}>
              {fill(said, { n: index + 1, why: start.text, what: sends[index]?.text ?? '' })}
            </li>
          )
        })}
      </ul>
      <dl className={styles.numbers} aria-label={words.counted}>
        <div><dt>{words.instances}</dt><dd>{instances.length}</dd></div>
        <div><dt>{words.connections}</dt><dd>{result.connections}</dd></div>
        <div><dt>{words.heartbeats}</dt><dd>{result.heartbeats}</dd></div>
        <div><dt>{words.routes}</dt><dd>{result.routeRequests}</dd></div>
        <div><dt>{words.tasks}</dt><dd>{result.tasks}</dd></div>
      </dl>
    </>
  )
}

function ClientId({ clientId }: { readonly clientId: string }) {
  const { start: words } = usePatternTexts()
  return (
    <p className={graph.clientId}>
      {partsOfClientId(clientId).map(({ part, text }, index) => (
        <span key={part}>
          {index === 0 ? '' : part === 'nano' ? '#' : '@'}
          <span className={graph.part} title={words.parts[part]}><b>{text}</b><small>{words.parts[part]}</small></span>
        </span>
      ))}
    </p>
  )
}
