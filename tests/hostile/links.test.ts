import { deflateRaw } from 'pako'
import { describe, expect, test } from 'vitest'
import { decodeLink, type LinkProblem } from '../../components/stepper/logic/url'
import { packed, unpacked } from '../../components/strategy/logic/packing'

const SCENARIOS = ['send-call', 'broker-killed']

/** What may stand in the address of a lesson, and what the page says of it. Nothing of such a link is run. */
test.each<readonly [name: string, link: string, problem: LinkProblem]>([
  ['a later version', 's=send-call&seed=1&v=2', 'outdated'],
  ['an earlier version', 's=send-call&seed=1&v=0', 'outdated'],
  ['a scenario that there is not', 's=no-such&seed=1&v=1', 'unknown-scenario'],
  ['a scenario that is a method of objects', 's=constructor&seed=1&v=1', 'unknown-scenario'],
  ['no version', 's=send-call&seed=1', 'malformed'],
  ['no seed', 's=send-call&v=1', 'malformed'],
  ['a seed below zero', 's=send-call&seed=-1&v=1', 'malformed'],
  ['a seed with a leading zero', 's=send-call&seed=01&v=1', 'malformed'],
  ['a seed with an exponent', 's=send-call&seed=1e3&v=1', 'malformed'],
  ['a seed in another script', 's=send-call&seed=١&v=1', 'malformed'],
  ['a seed that no number can be', 's=send-call&seed=99999999999999999999&v=1', 'malformed'],
  ['a field twice', 's=send-call&seed=1&seed=2&v=1', 'malformed'],
  ['a field that there is not', 's=send-call&seed=1&x=2&v=1', 'malformed'],
  ['a field called __proto__', 's=send-call&seed=1&__proto__=2&v=1', 'malformed'],
  ['a field without anything', 's=send-call&seed=1&v=1&', 'malformed'],
  ['an escape that is none', 's=send-call&seed=%&v=1', 'malformed'],
  ['a way out of the folder', 's=..%2Fsecret&seed=1&v=1', 'malformed'],
  ['a choice that there is not', 's=send-call&seed=1&q=fastest&v=1', 'malformed'],
  ['half a place', 's=send-call&seed=1&c=12&v=1', 'malformed'],
  ['a place and a half', 's=send-call&seed=1&c=1.2.3&v=1', 'malformed'],
  ['a place before the beginning', 's=send-call&seed=1&c=-1.2&v=1', 'malformed'],
  ['no fault where there should be one', 's=send-call&seed=1&i=&v=1', 'malformed'],
  ['a fault that befalls nobody', 's=send-call&seed=1&i=5~kill&v=1', 'malformed'],
  ['a fault that befalls too many', 's=send-call&seed=1&i=5~kill~a~b&v=1', 'malformed'],
  ['a fault that there is not', 's=send-call&seed=1&i=5~explode~a&v=1', 'malformed'],
  ['a fault that is a method of objects', 's=send-call&seed=1&i=5~constructor~a&v=1', 'malformed'],
  ['a node with an element of HTML', 's=send-call&seed=1&i=5~kill~<b>&v=1', 'malformed'],
  ['a pause of less than nothing', 's=send-call&seed=1&i=5~pause~a~-4&v=1', 'malformed'],
  ['faults that run backwards', 's=send-call&seed=1&i=9~kill~a,5~kill~b&v=1', 'malformed'],
  ['more faults than a run takes', `s=send-call&seed=1&i=${Array(33).fill('5~kill~a').join(',')}&v=1`, 'malformed'],
  ['a link without an end', `s=send-call&seed=1&v=1&i=${'5'.repeat(5000)}`, 'malformed'],
  ['code and a choice', `s=send-call&seed=1&q=hash&k=${packed('x')}&v=1`, 'malformed'],
  ['code with characters of its own', 's=send-call&seed=1&k=<script>&v=1', 'malformed'],
  ['nothing', '', 'absent'],
  ['nothing behind the number sign', '#', 'absent'],
  ['another fragment', '#step-3', 'absent'],
  ['the name of an element', '#javascript:alert(1)', 'absent'],
])('%s', (_, link, problem) => {
  expect(decodeLink(link, SCENARIOS)).toEqual({ link: null, problem })
})

describe('code in a link that can not be unpacked', () => {
  const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

  test.each<readonly [name: string, code: string]>([
    ['cut off', packed('export default class A {}').slice(0, -4)],
    ['no deflated bytes', base64(new Uint8Array([255, 255, 255, 255]))],
    ['unfolds into a gigabyte', base64(deflateRaw(new Uint8Array(50_000_000)))],
    ['unfolds into one byte too many', base64(deflateRaw(new Uint8Array(65_537)))],
    ['no UTF-8', base64(deflateRaw(new Uint8Array([0xc3, 0x28])))],
    ['nothing', base64(deflateRaw(new Uint8Array(0)))],
    ['no base64', 'a b'],
  ])('%s', (_, code) => {
    expect(unpacked(code)).toBeNull()
  })

  test('what comes back is what was packed', () => {
    for (const code of ['x', '订单', 'a'.repeat(65_536)]) expect(unpacked(packed(code))).toBe(code)
  })
})
