import type { ConfigValue } from './Scenario'
import { ScenarioError } from './ScenarioError'

/**
 * Sets fields of a configuration object by their names, which are the original's; through its setter where it has one that does
 * more.
 * @throws ScenarioError for a name or a type that the object does not have
 */
export function applyConfig<T extends object>(
  target: T,
  values: Readonly<Record<string, ConfigValue>>,
  path: string,
): T {
  const fields = target as Record<string, unknown>
  for (const [name, value] of Object.entries(values)) {
    if (!(name in fields)) {
      const known = Object.keys(fields).sort().join(', ')
      throw new ScenarioError(`${path}.${name}`, `one of ${known}`, 'an unknown setting')
    }
    const wanted = typeof fields[name]
    if (typeof value !== wanted) throw new ScenarioError(`${path}.${name}`, `a ${wanted}`, `${typeof value} ${value}`)
    const setter = fields[`set${name.charAt(0).toUpperCase()}${name.slice(1)}`]
    if (typeof setter === 'function') setter.call(target, value)
    else fields[name] = value
  }
  return target
}
