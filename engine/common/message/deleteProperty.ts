import { MessageDecoder } from './MessageDecoder'

/** Properties as text, without those of one name. Original: MessageUtils#deleteProperty */
export function deleteProperty(propertiesString: string, name: string): string {
  const { NAME_VALUE_SEPARATOR, PROPERTY_SEPARATOR } = MessageDecoder
  let kept = ''
  let from = 0
  for (;;) {
    const at = indexOfProperty(propertiesString, name + NAME_VALUE_SEPARATOR, from)
    if (at < 0) return kept + propertiesString.slice(from)
    kept += propertiesString.slice(from, at)
    const end = propertiesString.indexOf(PROPERTY_SEPARATOR, at + name.length + 1)
    if (end < 0) return kept
    from = end + 1
  }
}

/** Where the name begins, at the start or behind a separator, or -1 if it is not there. */
function indexOfProperty(propertiesString: string, name: string, from: number): number {
  let at = propertiesString.indexOf(name, from)
  while (at > 0 && propertiesString[at - 1] !== MessageDecoder.PROPERTY_SEPARATOR) {
    at = propertiesString.indexOf(name, at + 1)
  }
  return at
}
