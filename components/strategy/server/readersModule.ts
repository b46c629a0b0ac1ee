const CLASS = /^export (?:abstract )?class (\w+)/gm
const IMPORT = /^import (?:type )?\{([^}]+)\} from '[^']+'\n/gm
const TYPES = [
  'AllocateMessageQueueStrategy', 'HashFunction', 'Message', 'MessageQueue', 'MessageQueueSelector', 'SendMessageContext',
  'SendMessageHook', 'SendResult',
]
const VALUES = ['javaHashCode', 'currentTimeMillis', 'assert', 'javaSplit', 'IllegalArgumentException', 'ConsistentHashRouter']

/** A class of the engine uses something that there isn't for the reader's code. */
export class NotForReaders extends Error {
  readonly imported: string

  constructor(imported: string) {
    super(`${imported} is not among what a strategy may import`)
    this.name = 'NotForReaders'
    this.imported = imported
  }
}

/**
 * A strategy of the engine as a module that a reader may change: the same lines, with its imports from 'rocketmq'.
 *
 * @throws NotForReaders
 */
export function readersModule(source: string): string {
  return withImports(source, [], (body) => body.replace('export class', 'export default class'))
}

/**
 * Several classes of the engine as one module, the last one the one that counts.
 *
 * @param settings a default class made of the last one, if that has to be told something; otherwise empty
 * @throws NotForReaders
 */
export function readersModules(sources: readonly string[], settings: string): string {
  const own = sources.flatMap((source) => [...source.matchAll(CLASS)].map(([, name]) => name!))
  return withImports(sources.join('\n'), own, (body) => {
    const plain = body.replaceAll(/^export (?=(abstract )?class|interface)/gm, '')
    if (settings !== '') return `${plain}\n\n${settings.trim()}`
    const last = plain.lastIndexOf('\nclass ')
    return `${plain.slice(0, last)}\nexport default class ${plain.slice(last + '\nclass '.length)}`
  })
}

function withImports(source: string, own: readonly string[], exported: (body: string) => string): string {
  const imported = [...new Set([...source.matchAll(IMPORT)].flatMap(([, names]) => names!.split(',').map((name) => name.trim())))]
    .filter((name) => !own.includes(name))
  const body = exported(source
    .replaceAll(IMPORT, '')
    .replaceAll(/^ *const \{ random \} = Thread\.currentThread\(\)\.process\n/gm, '')
    .replaceAll('Thread.currentThread().process.random', 'random')
    .trim())
  const values = imported.filter((name) => name !== '' && !TYPES.includes(name)).map((name) => {
    if (name === 'Thread' && !body.includes('Thread')) return 'random'
    if (!VALUES.includes(name)) throw new NotForReaders(name)
    return name
  })
  const types = imported.filter((name) => TYPES.includes(name)).sort()
  const head = [`import type { ${types.join(', ')} } from 'rocketmq'`]
  if (values.length > 0) head.push(`import { ${values.sort().join(', ')} } from 'rocketmq'`)
  return `${head.join('\n')}\n\n${body}\n`
}
