import * as v from 'valibot'
import { nodeNamesInTheEnd } from '../../cluster/addedConsumers'
import type { ProducerSpec, Scenario } from '../../cluster/Scenario'
import { ScenarioError } from '../../cluster/ScenarioError'
import type { VariantChoice } from './applyVariants'
import { applyVariants } from './applyVariants'
import { scenarioSchema } from './scenarioSchema'
import { UNKNOWN_FIELD } from './schemaParts'

/**
 * Checks a scenario and fills in what it leaves out.
 * @param chosen what is otherwise in it; see {@link applyVariants}
 * @throws ScenarioError naming the first field that is wrong and what was expected there
 */
export function parseScenario(json: unknown, chosen: VariantChoice = {}): Scenario {
  const { success, output, issues } = v.safeParse(scenarioSchema, applyVariants(json, chosen), { abortEarly: true })
  if (!success) throw errorOf(issues[0])
  checkNodes(output)
  return output
}

function errorOf({ path: places, expected, message, input }: v.BaseIssue<unknown>): ScenarioError {
  const path = places ?? []
  const last = path.at(-1)
  const found = expected === UNKNOWN_FIELD ? 'an unknown field' : describe(last === undefined ? input : last.value)
  return new ScenarioError(path.map(({ key }) => placeOf(key)).join('').replace(/^\./, ''), message, found)
}

/** `[2]` in a list, `.name` in an object. */
function placeOf(key: unknown): string {
  return typeof key === 'number' ? `[${key}]` : `.${String(key)}`
}

/** What can only be seen with all nodes at hand. */
function checkNodes(scenario: Scenario): void {
  const names = nodeNamesInTheEnd(scenario, [])
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new ScenarioError('name', `each node's name once; "${twice}" is used twice`, `"${twice}" again`)
  if (names.length === 0) throw new ScenarioError('nameServers', 'at least one node', 'nothing')
  const brokers = scenario.brokers.map(({ name }) => name)
  for (const topic of scenario.topics) {
    const unknown = topic.brokers.find((name) => !brokers.includes(name))
    if (unknown !== undefined) throw new ScenarioError('topics', `brokers that exist; "${unknown}" of topic ${topic.name} doesn't`, describe(brokers))
  }
  for (const producer of scenario.producers) checkProgram(producer)
  for (const { fault } of scenario.faults) {
    const targets = 'node' in fault ? [fault.node] : [fault.from, fault.to]
    const unknown = targets.find((name) => !names.includes(name))
    if (unknown !== undefined) throw new ScenarioError('faults', `nodes that exist; "${unknown}" doesn't`, describe(names))
  }
}

/** A program uses only producers that it has made, and sends in transactions only with one that can. */
function checkProgram({ name, transactions, program }: ProducerSpec): void {
  const made = new Set([name])
  for (const step of program) {
    if (step.do === 'new-producer') {
      if (made.has(step.name)) throw new ScenarioError('producers', `each producer's name once in ${name}`, `"${step.name}" again`)
      made.add(step.name)
    }
    if (step.do === 'use-producer' && !made.has(step.name)) {
      throw new ScenarioError('producers', `a producer that ${name} has made before it uses it`, `"${step.name}"`)
    }
  }
  if (transactions === null && program.some((step) => step.do === 'send-in-transaction')) {
    throw new ScenarioError('producers', `"transactions" for ${name}, which sends in a transaction`, 'nothing')
  }
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'object') return 'an object'
  return `${typeof value} ${JSON.stringify(value)}`
}
