import { expect, it } from 'vitest'
import { goldenLines } from '../engine/support/golden'
import { readText } from './support/readMdx'

/** What the page says of each reason to read a body otherwise, in both languages. */
const NAMED: Readonly<Record<string, readonly [string, string]>> = {
  'What no client writes': ['numbers with a suffix', '带后缀的数'],
  'A class that is named': ['`@type`', '`@type`'],
  'A reference is': ['`$ref`', '`$ref`'],
  'Numbers of more than 64 bits': ['beyond 64 bits', '超过 64 位'],
  'A map that is an empty text': ['a map that is an empty text', '写成空文本的映射'],
  'What is null there': ['has its default here', '这里取默认值'],
  'A comma before': ['A comma before', '多出的逗号'],
  'An object without members': ['`{}` is an object', '`{}` 就是'],
  'An empty text is no object': ['a file of consumers’ offsets', '消费偏移量文件'],
}

it('every reason to read a body otherwise than fastjson is named on the page on fidelity', () => {
  const reasons = [...new Set(goldenLines<{ readonly why: string }>('vectors/json-bodies-otherwise.jsonl').map(({ why }) => why))]
  const [english, chinese] = ['en', 'zh'].map((language) => readText(`fidelity/${language}.mdx`).replaceAll(/\s+/g, ' '))
  expect(reasons.length).toBe(Object.keys(NAMED).length)
  for (const why of reasons) {
    const [, words] = Object.entries(NAMED).find(([begin]) => why.startsWith(begin)) ?? []
    expect(words, why).toBeDefined()
    expect(english!.toLowerCase()).toContain(words![0].toLowerCase())
    expect(chinese!).toContain(words![1])
  }
})
