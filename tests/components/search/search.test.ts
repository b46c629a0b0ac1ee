import { describe, expect, it } from 'vitest'
import { excerpt, marked } from '../../../components/search/logic/excerpt'
import { makeIndex, openIndex, search } from '../../../components/search/logic/searchIndex'
import { bigramsOf, indexTerms, partsOf, queryTerms } from '../../../components/search/logic/terms'
import { searchEntries } from '../../../components/search/server/searchEntries'
import { listSymbols } from '../../../components/source/server/listSymbols'

describe('the words of a text', () => {
  it('names of the source are found whole and by their parts', () => {
    expect(partsOf('DefaultMQProducerImpl')).toEqual(['default', 'mq', 'producer', 'impl'])
    expect(partsOf('SEND_OK')).toEqual(['send', 'ok'])
    expect(indexTerms('DefaultMQProducer#sendOneway')).toEqual(expect.arrayContaining([
      'defaultmqproducer', 'mq', 'producer', 'sendoneway', 'oneway',
    ]))
    expect(indexTerms('a code of 310')).toContain('310')
  })

  it('Chinese is found by its words, and by its bigrams where a browser knows no words', () => {
    expect(indexTerms('消息丢失')).toEqual(expect.arrayContaining(['消息', '丢失', '息丢']))
    expect(queryTerms('消息丢失').map(({ whole }) => whole)).toEqual(['消息', '丢失'])
    expect(bigramsOf('主从复制')).toEqual(['主从', '从复', '复制'])
    for (const bigram of bigramsOf('重复消费')) expect(indexTerms('为什么会重复消费？')).toContain(bigram)
  })
})

describe.each(['en', 'zh'] as const)('the search in %s', async (locale) => {
  const entries = await searchEntries(locale)
  const index = openIndex(JSON.parse(JSON.stringify(makeIndex(entries))) as ReturnType<typeof makeIndex>)
  const first = (query: string) => search([index], query)[0]?.hits[0]?.entry
  const all = (query: string) => search([index], query).flatMap(({ hits }) => hits.map(({ entry }) => entry))

  it('finds the pages of the patterns and what stands on them', () => {
    const name = locale === 'zh' ? '单例' : 'Singleton'
    expect(all(name).map(({ path }) => path)).toContain('patterns/singleton/')
    expect(entries.filter(({ path }) => path.startsWith('patterns/state/#')).length).toBeGreaterThan(5)
  })

  it('finds errors as they are in a log', () => {
    expect(all('No route info of this topic').map(({ path }) => path)).toContain('reference/exceptions/#no-route')
    expect(all('sendDefaultImpl call timeout').map(({ path }) => path)).toContain('reference/exceptions/#call-timeout')
    expect(all('RemotingTooMuchRequestException').map(({ path }) => path)).toContain('reference/exceptions/#call-timeout')
    expect(all('TIMEOUT_CLEAN_QUEUE').map(({ path }) => path)).toContain('reference/exceptions/#busy')
  })

  it('finds codes, settings and steps of lessons', () => {
    expect(all('SEND_OK').some(({ group, path }) => group === 'lessons' && path.includes('#step-'))).toBe(true)
    expect(first('sendMsgTimeout')).toMatchObject({ path: 'reference/defaults/#DefaultMQProducer.sendMsgTimeout' })
    expect(all('SYSTEM_BUSY').map(({ path }) => path)).toContain('reference/codes/#response-SYSTEM_BUSY')
    expect(all('310').map(({ path }) => path)).toContain('reference/codes/#request-SEND_MESSAGE_V2')
  })

  it('finds names by their beginning, by a part, and with a slip', () => {
    for (const query of ['compressMsgBody', 'sendMsgTimeuot', 'rebalnce', 'retryTimes']) expect(all(query), query).not.toEqual([])
  })

  it('finds nothing for nonsense, and asks for nothing without words', () => {
    expect(search([index], 'qqqqzzzzxx')).toEqual([])
    expect(search([index], ' ,. ')).toEqual([])
  })

  it('leads to each entry by an address of its own language, without its name', () => {
    expect(entries.length).toBeGreaterThan(250)
    expect(entries.filter(({ path }) => /^\/|^(en|zh)\//.test(path)).map(({ path }) => path)).toEqual([])
    const titles = entries.map(({ title }) => title)
    expect(titles.filter((title) => title.trim() === '')).toEqual([])
  })
})

const ASKED = {
  en: ['message loss', 'consumed twice', 'duplicate', 'no other broker tried', 'disk full', 'consumer gets nothing', 'message id'],
  zh: ['消息丢失', '重复消费', '为什么没有重试', '磁盘满', '收不到消息', '消息 ID', '找不到路由', '死信', '顺序消息'],
}

describe.each(['en', 'zh'] as const)('what people ask in %s', async (locale) => {
  const index = openIndex(makeIndex(await searchEntries(locale)))
  it.each(ASKED[locale])('%s', (query) => {
    const groups = search([index], query)
    expect(groups.flatMap(({ hits }) => hits).map(({ entry }) => entry.group)).toContain('questions')
  })
})

it('symbols are found by their names, the very one first', () => {
  const entries = listSymbols().slice(0, 100_000).map(({ symbol, file, doc, href }) => {
    return { group: 'source' as const, title: symbol.slice(symbol.lastIndexOf('/') + 1), text: doc, where: file, path: href }
  })
  const index = openIndex(makeIndex(entries))
  const titles = (query: string) => search([index], query)[0]!.hits.map(({ entry }) => entry.title)
  expect(titles('DefaultMQProducerImpl#sendDefaultImpl')[0]).toBe('DefaultMQProducerImpl#sendDefaultImpl')
  expect(titles('CommitLog')[0]).toBe('CommitLog')
  expect(titles('selectOneMessageQueue')[0]).toMatch(/#selectOneMessageQueue$/)
  expect(titles('RouteInfo Manager')[0]).toMatch(/^RouteInfoManager/)
})

describe('what is shown of a hit', () => {
  it('marks the words', () => {
    expect(marked('Send sends a SEND_OK.', ['send'])).toEqual([
      { text: 'Send', isHit: true }, { text: ' ', isHit: false }, { text: 'send', isHit: true }, { text: 's a ', isHit: false },
      { text: 'SEND', isHit: true }, { text: '_OK.', isHit: false },
    ])
    expect(marked('(a+b)', ['(a+'])).toEqual([{ text: '(a+', isHit: true }, { text: 'b)', isHit: false }])
    expect(marked('nothing', [])).toEqual([{ text: 'nothing', isHit: false }])
  })

  it('is the part around the first hit, from word to word', () => {
    const text = `${'before '.repeat(40)}needle ${'after '.repeat(60)}`
    const shown = excerpt(text, ['needle'])
    expect(shown).toMatch(/^… (before )+needle (after )+…$/)
    expect(shown.length).toBeLessThan(170)
    expect(excerpt('short', ['x'])).toBe('short')
    expect([...excerpt('针'.repeat(300), ['针'])].length).toBeLessThan(90)
  })

  it('marks short words only where they stand alone', () => {
    const hits = (text: string, ...words: string[]) => {
      return marked(text, words).filter(({ isHit }) => isHit).map((piece) => piece.text)
    }
    expect(hits('No offset of nobody: tryToFindTopicPublishInfo', 'no', 'of', 'topic')).toEqual(['No', 'of', 'Topic'])
    expect(hits('消息丢失', '消息')).toEqual(['消息'])
  })
})
