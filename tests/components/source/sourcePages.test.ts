import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { placeIn } from '../../../components/source/logic/describedName'
import { pathOfFile } from '../../../components/source/logic/sourceHref'
import { callGraphOf } from '../../../components/source/server/callGraph'
import type { CallGraph, CallNode } from '../../../components/source/server/callGraph'
import { engineFacts } from '../../../components/source/server/engineFacts'
import { listReadableFiles, readEngineFile } from '../../../components/source/server/engineFiles'
import { filePage } from '../../../components/source/server/filePage'
import { FilePageHtml } from '../../../components/source/server/filePageHtml'
import { listSymbols } from '../../../components/source/server/listSymbols'
import { namesOfFile } from '../../../components/source/server/namesOfFile'
import { lessonFolders } from '../../../components/lesson/server/readLesson'
import { differences } from '../../../content/differences'
import { READING_ORDER } from '../../../content/readingOrder'
import { RUNS } from '../../../content/runs'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const IMPL = 'engine/client/impl/producer/DefaultMQProducerImpl.ts'
const FILES = listReadableFiles()

let graph: CallGraph
beforeAll(async () => {
  graph = callGraphOf(await engineFacts())
})

function node(file: string, anchor: string): CallNode {
  return graph.symbolsOf(file).find((each) => each.anchor === anchor)!
}

function symbols(nodes: readonly CallNode[]): string[] {
  return nodes.map(({ symbol }) => symbol)
}

describe('who calls whom', () => {
  test('within a class and across files', () => {
    const { callers, callees } = graph.neighboursOf(node(IMPL, 'sendKernelImpl'))
    expect(symbols(callers)).toContain('client/impl/producer/DefaultMQProducerImpl#sendDefaultImpl')
    expect(symbols(callers)).not.toContain('client/impl/producer/DefaultMQProducerImpl#sendKernelImpl')
    expect(symbols(callees)).toContain('client/impl/MQClientAPIImpl#sendMessageSync')
    expect(symbols(callees)).toContain('common/message/MessageClientIDSetter#setUniqID')
    expect(symbols(callees)).not.toContain('client/impl/producer/DefaultMQProducerImpl#tryToFindTopicPublishInfo')
  })

  test('to make an object is to call its constructor', () => {
    const { callers } = graph.neighboursOf(node('engine/client/impl/factory/MQClientInstance.ts', 'constructor'))
    expect(symbols(callers)).toContain('client/impl/MQClientManager#getOrCreateMQClientInstance')
  })

  test('a method of an interface leads to those that implement it, and back', () => {
    const asked = node('engine/remoting/netty/NettyRequestProcessor.ts', 'processRequest')
    const { callers, overriding } = graph.neighboursOf(asked)
    expect(symbols(callers)).toContain('remoting/netty/NettyRemotingAbstract#runRequest')
    expect(symbols(overriding)).toContain('namesrv/processor/ClientRequestProcessor#processRequest')
    const abstract = node('engine/broker/processor/AbstractSendMessageProcessor.ts', 'processRequest')
    expect(symbols(graph.neighboursOf(abstract).bases)).toEqual(['remoting/netty/NettyRequestProcessor#processRequest'])
    const own = node('engine/broker/processor/SendMessageProcessor.ts', 'processRequest')
    expect(symbols(graph.neighboursOf(own).bases)).toEqual(['broker/processor/AbstractSendMessageProcessor#processRequest'])
  })

  test('everybody who is called knows by whom, and the other way round', () => {
    for (const file of FILES) {
      for (const each of graph.symbolsOf(file)) {
        const { callees, callers } = graph.neighboursOf(each)
        expect(callees.every((callee) => graph.neighboursOf(callee).callers.includes(each))).toBe(true)
        expect(callers.every((caller) => graph.neighboursOf(caller).callees.includes(each))).toBe(true)
      }
    }
  })
})

interface Rendered {
  readonly html: string
  readonly ids: ReadonlySet<string>
  readonly hrefs: readonly string[]
}

const HERE = 'https://site.example/en/'

async function rendered(file: string, locale: 'en' | 'zh'): Promise<Rendered> {
  const html = new FilePageHtml(await filePage(file), locale).html()
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!)
  expect(new Set(ids).size, file).toBe(ids.length)
  const hrefs = [...html.matchAll(/ href="([^"]+)"/g)].map(([, href]) => href!.replaceAll('&amp;', '&'))
  return { html, ids: new Set(ids), hrefs }
}

describe('the pages', () => {
  const pages = new Map<string, Rendered>()
  beforeAll(async () => {
    for (const file of FILES) pages.set(file, await rendered(file, 'en'))
  })

  test('have every line of the source once, in order', () => {
    for (const [file, { html }] of pages) {
      const lines = [...html.matchAll(/<li id="L(\d+)"/g)].map(([, line]) => Number(line))
      const count = readEngineFile(file)!.replace(/\n$/, '').split('\n').length
      expect(lines, file).toEqual(Array.from({ length: count }, (_, index) => index + 1))
    }
  })

  test('have an anchor for each symbol that the search leads to', () => {
    const missing = listSymbols().filter(({ file, href }) => !pages.get(file)!.ids.has(href.slice(href.indexOf('#') + 1)))
    expect(missing).toEqual([])
  })

  test('have no dead link', () => {
    const lessons = new Set(lessonFolders().map((slug) => `learn/${slug}/`))
    const runs = new Set(RUNS.map(({ scenario }) => `runs/${scenario}/`))
    const byPath = new Map(FILES.map((file) => [pathOfFile(file), file]))
    const dead: string[] = []
    let count = 0
    for (const [file, { hrefs }] of pages) {
      for (const href of hrefs) {
        count++
        const url = new URL(href, `${HERE}${pathOfFile(file)}`)
        const place = url.href.slice(HERE.length).replace(/#.*$/, '')
        const target = byPath.get(place)
        const fragment = url.hash.slice(1)
        const isThere = target !== undefined ? fragment === '' || pages.get(target)!.ids.has(fragment)
          : lessons.has(place) || runs.has(place) || /^patterns\/\w+\/$/.test(place) || url.hostname === 'github.com'
        if (!isThere) dead.push(`${file}: ${href}`)
      }
    }
    expect(dead).toEqual([])
    expect(count).toBeGreaterThan(100_000)
  })

  test('say the same in both languages: the same anchors and the same links', async () => {
    for (const file of FILES.filter((_, index) => index % 7 === 0)) {
      const chinese = await rendered(file, 'zh')
      expect([...chinese.ids], file).toEqual([...pages.get(file)!.ids])
      expect(chinese.hrefs, file).toEqual(pages.get(file)!.hrefs)
    }
  })

  test('know what each name in the code is', async () => {
    const unknown: string[] = []
    for (const file of FILES.filter((_, index) => index % 5 === 0)) {
      for (const href of (await filePage(file)).hrefs) {
        const place = placeIn(new URL(href, `${HERE}${pathOfFile(file)}`).href)!
        const names = await namesOfFile(`engine/${place.file}.ts`)
        if (names[place.fragment] === undefined) unknown.push(`${file}: ${href}`)
      }
    }
    expect(unknown).toEqual([])
  })

  test('show notes, patterns, what must hold, the counterpart and where ours differs', () => {
    const { html } = pages.get(IMPL)!
    expect(html).toMatch(/data-note="pattern".*START_FAILED is written before anything is tried/s)
    expect(html).toMatch(/data-note="hold".*the chosen queue is one of the topic/s)
    expect(html).toMatch(/DefaultMQProducerImpl#sendDefaultImpl, lines \d+–\d+/)
    expect(html).toMatch(/Ours differs:<\/b> 5\.3\.2 also begins to look for requests/)
    expect(html).toContain('href="../../../../../learn/send-call/#step-facade"')
  })
})

describe('names', () => {
  test('have their signature and their comment', async () => {
    const names = await namesOfFile('engine/client/Validators.ts')
    expect(names['checkMessage']![0]).toMatch(/^checkMessage\(message: Message \| null, maxMessageSize: number\): void$/)
    const config = await namesOfFile('engine/client/ClientConfig.ts')
    expect(Object.values(config)).toContainEqual(['namesrvAddr: string', '`host:port`, several with semicolons.'])
    expect(Object.values(config).some(([signature]) => signature.length > 400)).toBe(false)
  })
})

describe('what is recorded of differences', () => {
  test('is about symbols that there are, once each, in both languages', () => {
    const known = new Set(listSymbols().map(({ symbol }) => symbol))
    expect(differences.filter(({ symbol }) => !known.has(symbol)).map(({ symbol }) => symbol)).toEqual([])
    expect(new Set(differences.map(({ symbol }) => symbol)).size).toBe(differences.length)
    for (const { text } of differences) {
      expect(text.en).toMatch(/\.$/)
      expect(text.zh).toMatch(/\p{Script=Han}.*[。]$/su)
    }
  })
})

test('the reading order is the one of CONTRIBUTING.md', () => {
  const text = readFileSync(path.join(ROOT, 'CONTRIBUTING.md'), 'utf8')
  const stops = [...text.matchAll(/^\d+\. `(engine\/[^`]+)`: (.+)\.$/gm)].map(([, file, said]) => [file, said])
  expect(READING_ORDER.map(({ file, text: { en } }) => [file, en])).toEqual(stops)
  for (const { file, text: { zh } } of READING_ORDER) {
    expect(FILES).toContain(file)
    expect(zh).toMatch(/\p{Script=Han}/u)
  }
})
