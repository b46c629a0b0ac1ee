import { describe, expect, test } from 'vitest'
import { JavaHashMap } from '../../../../engine/kernel/java/JavaHashMap'
import { toFastJson } from '../../../../engine/remoting/protocol/FastJson'
import { TopicRouteData } from '../../../../engine/remoting/protocol/route/TopicRouteData'
import { goldenLines } from '../../support/golden'
import { jsonFields, plainJson } from '../../support/plainJson'

describe('writing', () => {
  test('members of objects are sorted, and left out when they are null', () => {
    expect(toFastJson({ b: 1, a: null, c: undefined, B: [null, true] })).toBe('{"B":[null,true],"b":1}')
  })

  test('numeric keys have no quotes, unless the reader is strict', () => {
    const addrs = { brokerAddrs: new Map([[1, 'b'], [0, 'a']]) }
    expect(toFastJson(addrs)).toBe('{"brokerAddrs":{0:"a",1:"b"}}')
    expect(toFastJson(addrs, { strict: true })).toBe('{"brokerAddrs":{"0":"a","1":"b"}}')
  })

  test('maps are walked through as in Java, and sorted for strict readers', () => {
    const entries = ['TAGS', 'KEYS', 'WAIT', 'UNIQ_KEY'].map((key) => [key, 1] as const)
    expect(toFastJson(new Map(entries))).toBe('{"KEYS":1,"UNIQ_KEY":1,"WAIT":1,"TAGS":1}')
    expect(toFastJson(new Map(entries), { strict: true })).toBe('{"KEYS":1,"TAGS":1,"UNIQ_KEY":1,"WAIT":1}')
    const hashed = new JavaHashMap<number>()
    for (const [key, value] of entries) hashed.put(key, value)
    expect(toFastJson(hashed)).toBe('{"KEYS":1,"UNIQ_KEY":1,"WAIT":1,"TAGS":1}')
  })

  test.each([
    ['line\n\ttab', '"line\\n\\ttab"'],
    ['\u0001\u0002', '"\\u0001\\u0002"'],
    ['\u000b\u001f\u007f\u2028', '"\\u000B\\u001F\\u007F\\u2028"'],
    ['\\u001f', '"\\\\u001f"'],
    ['\\\u001f', '"\\\\\\u001F"'],
    ['a/b 中 😀', '"a/b 中 😀"'],
  ])('text %j', (text, expected) => {
    expect(toFastJson(text)).toBe(expected)
  })

  test('strict text is ASCII with capital digits, and its slashes are escaped', () => {
    expect(toFastJson('a/b 中\u001f', { strict: true })).toBe('"a\\/b \\u4E2D\\u001F"')
  })

  test('pretty text has tabs and no blanks after colons', () => {
    expect(toFastJson({ b: [1, 2], a: {}, c: { d: 'x' } }, { pretty: true })).toBe(
      '{\n\t"a":{},\n\t"b":[\n\t\t1,\n\t\t2\n\t],\n\t"c":{\n\t\t"d":"x"\n\t}\n}',
    )
  })
})

describe('reading', () => {
  test.each<[string, unknown]>([
    ['{0:"a",12:"b"}', { 0: 'a', 12: 'b' }],
    ['{ code : 1, "x" : [ ] , }', { code: 1, x: [] }],
    ["{'a':'it\\'s \"so\"'}", { a: 'it\'s "so"' }],
    ['{{"brokerName":"a","queueId":0}:5}', { '{"brokerName":"a","queueId":0}': 5 }],
    ['[-1.5e3,true,false,null]', [-1500, true, false, null]],
    ['"\\u4E2D\\/"', '中/'],
    ['{"a":[{"k":1}],"b":{"$ref":"$.a[0]"}}', { a: [{ k: 1 }], b: { k: 1 } }],
  ])('%s', (text, expected) => {
    expect(plainJson(text)).toEqual(expected)
  })

  test('no name is special', () => {
    expect(Object.keys(plainJson('{"__proto__":{"a":1}}') as object)).toEqual(['__proto__'])
  })

  test.each(['{', '{"a"}', '{"a":}', '[1', '"open', '{"a":1} x', 'nonsense', '{:1}', '[,1]'])('%j is refused', (text) => {
    expect(() => plainJson(text)).toThrow(SyntaxError)
  })

  test('subscriptions of RocketMQ 5.3.2 are read and written again', () => {
    const lines = goldenLines<{ n: string; json?: string }>('vectors/algos.jsonl')
    const subscriptions = lines.filter(({ n, json }) => n === 'FilterAPI.buildSubscriptionData' && json !== undefined)
    expect(subscriptions.length).toBeGreaterThan(0)
    for (const { json } of subscriptions) expect(toFastJson(plainJson(json!))).toBe(json)
  })
})

describe('a route in both encodings', () => {
  const route = TopicRouteData.fromJson(jsonFields({
    brokerDatas: [{ cluster: '中/c', brokerName: 'broker-a', brokerAddrs: { 1: '127.0.0.1:20911', 0: '127.0.0.1:10911' } }],
    queueDatas: [{ brokerName: 'broker-a', perm: 6, readQueueNums: 4, writeQueueNums: 4, topicSysFlag: 0 }],
  }))
  const queueDatas = '"queueDatas":[{"brokerName":"broker-a","perm":6,"readQueueNums":4,"topicSysFlag":0,"writeQueueNums":4}]'

  test.each([
    [false, '{0:"127.0.0.1:10911",1:"127.0.0.1:20911"}', '中/c'],
    [true, '{"0":"127.0.0.1:10911","1":"127.0.0.1:20911"}', '\\u4E2D\\/c'],
  ])('strict: %s', (strict, addrs, cluster) => {
    const bytes = route.encode(strict)
    const brokerDatas = `[{"brokerAddrs":${addrs},"brokerName":"broker-a","cluster":"${cluster}","enableActingMaster":false}]`
    expect(new TextDecoder().decode(bytes)).toBe(`{"brokerDatas":${brokerDatas},"filterServerTable":{},${queueDatas}}`)
    expect(TopicRouteData.decode(bytes)).toEqual(route)
  })

  test('what has changed is seen, another order is no change', () => {
    const two = TopicRouteData.fromJson(jsonFields({ queueDatas: [{ brokerName: 'a' }, { brokerName: 'b' }] }))
    const swapped = TopicRouteData.fromJson(jsonFields({ queueDatas: [{ brokerName: 'b' }, { brokerName: 'a' }] }))
    expect(two.topicRouteDataChanged(swapped)).toBe(false)
    expect(two.topicRouteDataChanged(null)).toBe(true)
    swapped.queueDatas[0]!.writeQueueNums = 9
    expect(two.topicRouteDataChanged(swapped)).toBe(true)
    const copy = route.clone()
    expect(route.topicRouteDataChanged(copy)).toBe(false)
    copy.brokerDatas[0]!.brokerAddrs.delete(0)
    expect(route.topicRouteDataChanged(copy)).toBe(true)
    expect(route.brokerDatas[0]!.brokerAddrs.size).toBe(2)
  })
})
