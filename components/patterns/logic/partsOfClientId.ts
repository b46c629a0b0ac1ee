export interface ClientIdPart {
  readonly part: 'ip' | 'name' | 'pid' | 'nano' | 'unit'
  readonly text: string
}

/** What ClientConfig#buildMQClientId has put together, taken apart again. */
export function partsOfClientId(clientId: string): ClientIdPart[] {
  const [ip = '', name = '', unit] = clientId.split('@')
  const made = /^(\d+)#(\d+)$/.exec(name)
  const named: ClientIdPart[] = made === null
    ? [{ part: 'name', text: name }]
    : [{ part: 'pid', text: made[1]! }, { part: 'nano', text: made[2]! }]
  return [{ part: 'ip', text: ip }, ...named, ...(unit === undefined ? [] : [{ part: 'unit' as const, text: unit }])]
}
