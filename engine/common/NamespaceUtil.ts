import { MixAll } from './MixAll'
import { TopicValidator } from './topic/TopicValidator'

const NAMESPACE_SEPARATOR = '%'

/**
 * A namespace keeps tenants apart by putting its name before theirs: `NS%OrderPaid`, `%RETRY%NS%group`.
 * Original: org.apache.rocketmq.remoting.protocol.NamespaceUtil.
 */
export const NamespaceUtil = {
  wrapNamespace(namespace: string | null, resource: string): string {
    if (namespace === null || namespace === '' || resource === '') return resource
    if (isSystemResource(resource) || isWrapped(namespace, resource)) return resource
    const [prefix, name] = splitPrefix(resource)
    return `${prefix}${namespace}${NAMESPACE_SEPARATOR}${name}`
  },

  withoutNamespace(resource: string, namespace: string | null): string {
    if (namespace === null || namespace === '') return resource
    const [prefix, name] = splitPrefix(resource)
    const start = `${namespace}${NAMESPACE_SEPARATOR}`
    return name.startsWith(start) ? prefix + name.slice(start.length) : resource
  },
  /** Whatever the namespace is: a name has none of its separators. Original: NamespaceUtil#withoutNamespace(String) */
  withoutAnyNamespace(resource: string): string {
    if (resource === '' || isSystemResource(resource)) return resource
    const [prefix, name] = splitPrefix(resource)
    const index = name.indexOf(NAMESPACE_SEPARATOR)
    return index > 0 ? prefix + name.slice(index + 1) : resource
  },
} as const

function isSystemResource(resource: string): boolean {
  return TopicValidator.isSystemTopic(resource) || resource.startsWith(MixAll.CID_RMQ_SYS_PREFIX)
}

function isWrapped(namespace: string, resource: string): boolean {
  return splitPrefix(resource)[1].startsWith(`${namespace}${NAMESPACE_SEPARATOR}`)
}

/** `%RETRY%group` → [`%RETRY%`, `group`] */
function splitPrefix(resource: string): [string, string] {
  for (const prefix of [MixAll.RETRY_GROUP_TOPIC_PREFIX, MixAll.DLQ_GROUP_TOPIC_PREFIX]) {
    if (resource.startsWith(prefix)) return [prefix, resource.slice(prefix.length)]
  }
  return ['', resource]
}
