import { clusterAt } from '../../cluster/logic/clusterAt'
import type { NodeInfo, RunModel } from '../../../engine/worker/protocol'
import { fill } from '../../i18n/fill'
import { seconds } from '../../stepper/logic/format'
import controls from '../../stepper/styles/controls.module.css'
import { stepper, useStepper } from '../../stepper/views/store'
import { useTexts } from '../../stepper/views/useTexts'
import { listenerAt, nextListener, nodesAt } from '../logic/listenerAt'
import type { ConsumersView } from '../logic/queuesAt'
import styles from '../styles/queues.module.css'

interface Props {
  readonly run: RunModel
  readonly cursor: number
  readonly view: ConsumersView
}

/** Who is in each group, what the listeners do, and what the reader can do to them. */
export function Members({ run, cursor, view }: Props) {
  const { queues: texts } = useTexts()
  const members = nodesAt(run, cursor).filter(({ consumer }) => consumer)
  const groups = [...new Set(members.map(({ consumer }) => consumer!.group))]
  return groups.map((group) => {
    const own = members.filter(({ consumer }) => consumer!.group === group)
    return (
      <section key={group} className={styles.part} aria-label={fill(texts.members, { group })}>
        <h3>{fill(texts.members, { group })}</h3>
        <ul role="list">
          {own.map((node) => <Member key={node.name} node={node} run={run} cursor={cursor} view={view} />)}
        </ul>
        <button
          type="button" className={controls.button}
          onClick={() => stepper.getState().setOverlay({ type: 'break', node: own[0]!.name, kind: 'add-consumer' })}
        >
          {texts.add}
        </button>
      </section>
    )
  })
}

function Member({ node: { name }, run, cursor, view }: Props & { readonly node: NodeInfo }) {
  const { queues: texts, cluster, faults } = useTexts()
  const known = useStepper((state) => state.moment?.nodes.find((each) => each.name === name)?.status)
  const status = known ?? clusterAt(run, cursor, 0).statuses.get(name) ?? 'stopped'
  const [listener, next] = [listenerAt(run, name, cursor), nextListener(run, name, cursor)]
  const queues = view.queues.filter(({ owners }) => owners.includes(name)).length
  const open = (kind?: 'set-listener'): void => {
    stepper.getState().setOverlay({ type: 'break', node: name, ...(kind === undefined ? {} : { kind }) })
  }
  return (
    <li className={styles.member}>
      <span>
        <strong>{name}</strong>
        {' '}
        <span className={styles.soft}>{fill(texts.member, { status: cluster.status[status], n: queues })}</span>
        {listener !== null && (
          <span className={styles.setting}>
            {fill(faults.listener.now, { ...listener, outcome: faults.listener.outcomes[listener.outcome] })}
          </span>
        )}
        {next !== null && (
          <span className={styles.setting}>
            {fill(faults.listener.soon, {
              millis: next.millis, outcome: faults.listener.outcomes[next.outcome], time: seconds(next.time),
            })}
          </span>
        )}
      </span>
      <span className={styles.acts}>
        <button
          type="button" className={controls.button} aria-label={fill(texts.setListenerOf, { node: name })}
          onClick={() => open('set-listener')}
        >
          {texts.setListener}
        </button>
        <button
          type="button" className={controls.button} aria-label={fill(texts.breakMemberOf, { node: name })} onClick={() => open()}
        >
          {texts.breakMember}
        </button>
      </span>
    </li>
  )
}
