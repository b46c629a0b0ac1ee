import type { ShownClaims } from '../../stage/ShownClaims'
import { runSameIdTwice } from './sameIdTwice'
import { type ProducerChoice, runStartApplications, type Sharing, type StartApplicationsResult } from './startApplications'
import { runTestsInARow, type TestIsolation } from './testsInARow'

function producer(change: Partial<ProducerChoice>): ProducerChoice {
  return { group: 'order-service', instanceName: 'DEFAULT', unitName: '', scope: 'first', ...change }
}

function started(changes: ReadonlyArray<Partial<ProducerChoice>>, sharing: Sharing = 'singleton'): StartApplicationsResult {
  return runStartApplications({ producers: changes.map(producer), sharing })
}

const OTHER = { group: 'payment-service' }
const NAMED = { instanceName: 'shop' }

function isFine(isolation: TestIsolation, first: 'forgets' | 'cleans', second: 'forgets' | 'cleans'): boolean {
  return runTestsInARow({ isolation, order: [first, second] }).tests.every(({ answer }) => answer.outcome === 'returned')
}

export const claims: ShownClaims = {
  'two-unnamed': () => {
    const [one, two] = [started([{}]), started([{}, OTHER])]
    return two.instances.length === 2 && two.connections === 2 * one.connections
  },
  'two-named': () => {
    const [one, two] = [started([NAMED]), started([NAMED, { ...NAMED, ...OTHER }])]
    return two.instances.length === 1 && two.connections === one.connections && two.heartbeats === one.heartbeats
  },
  'made-name': () => started([{}]).instances.every(({ clientId }) => /^10\.0\.0\.31@\d+#\d+$/.test(clientId)),
  'sharing-is-asked-for': () => started([{}, OTHER]).instances.length === 2 && started([NAMED, { ...NAMED, ...OTHER }]).instances.length === 1,
  'unit-parts': () => {
    const { instances } = started([NAMED, { ...NAMED, ...OTHER, unitName: 'north' }])
    return instances.map(({ clientId }) => clientId).join() === '10.0.0.31@shop,10.0.0.31@shop@north'
  },
  'same-group': () => {
    const refused = started([NAMED, NAMED]).starts
    const apart = started([NAMED, { instanceName: 'other' }]).starts
    return refused[0]!.outcome === 'returned' && refused[1]!.outcome === 'threw' && apart.every(({ outcome }) => outcome === 'returned')
  },
  'two-loaders': () => {
    const two = started([NAMED, { ...NAMED, ...OTHER, scope: 'second' }])
    const ids = new Set(two.instances.map(({ clientId }) => clientId))
    return two.instances.length === 2 && ids.size === 1 && two.connections === 2 * started([NAMED]).connections
  },
  'half-unread': () => {
    const { queues, unattended } = runSameIdTwice({ instanceName: 'billing' })
    const apart = runSameIdTwice({ instanceName: 'DEFAULT' })
    return queues[0]!.join() === queues[1]!.join() && unattended.length === 4 && apart.unattended.length === 0
  },
  'handed-the-same': () => {
    const both = [NAMED, { ...NAMED, ...OTHER }]
    const counts = (sharing: Sharing): string => {
      const { instances, connections, heartbeats, routeRequests } = started(both, sharing)
      return [instances.length, connections, heartbeats, routeRequests].join()
    }
    return counts('passed-in') === counts('singleton')
  },
  'handed-apart': () => {
    const { starts, sends, instances } = started([NAMED, NAMED], 'passed-in-each')
    return instances.length === 2 && [...starts, ...sends].every(({ outcome }) => outcome === 'returned')
  },
  'halfway': () => {
    const { starts } = started([NAMED, NAMED], 'passed-in-halfway')
    return starts[0]!.outcome === 'returned' && starts[1]!.text.includes('CLIENT_INNER_PRODUCER')
  },
  'order-matters': () => !isFine('singleton', 'forgets', 'cleans') && isFine('singleton', 'cleans', 'forgets'),
  'order-does-not': () => (['process-each', 'passed-in'] as const).every((isolation) => {
    return isFine(isolation, 'forgets', 'cleans') && isFine(isolation, 'cleans', 'forgets')
  }),
}
