const IMPORT = /^import (?:type )?\{([^}]+)\} from '[^']+'\n/gm
const TYPES = ['Message', 'MessageQueue', 'MessageQueueSelector', 'SendMessageContext', 'SendMessageHook', 'SendResult']
const VALUES = ['javaHashCode', 'currentTimeMillis']

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
  const imported = [...source.matchAll(IMPORT)].flatMap(([, names]) => names!.split(',').map((name) => name.trim()))
  const body = source
    .replaceAll(IMPORT, '')
    .replaceAll(/^ *const \{ random \} = Thread\.currentThread\(\)\.process\n/gm, '')
    .replaceAll('Thread.currentThread().process.random', 'random')
    .replace('export class', 'export default class')
    .trim()
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
