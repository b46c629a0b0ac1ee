import { describe, expect, it } from 'vitest'
import { decodeLink, encodeLink, type Link } from '../../../components/stepper/logic/url'
import type { Fault, Intervention, SelectorName } from '../../../engine/worker/protocol'

const SCENARIOS = ['send-call', 'broker-killed']
const NAMES = ['broker-a', 'order-service', 'n1', 'a.b_c-9']

/** A small generator of whole numbers, so that a failure can be repeated. */
function dice(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

function anyFault(roll: (below: number) => number): Fault {
  const node = NAMES[roll(NAMES.length)]!
  const link = { from: node, to: NAMES[roll(NAMES.length)]! }
  const faults: readonly Fault[] = [
    { kind: 'kill', node }, { kind: 'power-cut', node }, { kind: 'shutdown', node }, { kind: 'restart', node },
    { kind: 'pause', node, millis: roll(9999) }, { kind: 'cut-link', ...link }, { kind: 'restore-link', ...link },
    { kind: 'slow-link', ...link, latencyMillis: roll(9999) }, { kind: 'slow-disk', node, flushMillis: roll(9999) },
    { kind: 'full-disk', node }, { kind: 'broken-disk', node }, { kind: 'healthy-disk', node },
    { kind: 'skew-clock', node, millis: roll(2000) - 1000 },
  ]
  return faults[roll(faults.length)]!
}

function anyLink(seed: number): Link {
  const roll = dice(seed)
  const interventions: Intervention[] = []
  for (let slice = roll(50), left = roll(5); left > 0; left--, slice += roll(1000)) {
    interventions.push({ slice, fault: anyFault(roll) })
  }
  const selectors: ReadonlyArray<SelectorName | null> = [null, 'round-robin', 'hash', 'random', 'machine-room']
  const key = {
    scenario: SCENARIOS[roll(2)]!, seed: roll(2 ** 31), interventions, selector: selectors[roll(selectors.length)]!,
  }
  return { key, cursor: roll(4) === 0 ? null : { slice: roll(100_000), offset: roll(500) } }
}

describe('a link', () => {
  it('comes back as it was, whatever it says', () => {
    for (let seed = 0; seed < 500; seed++) {
      const link = anyLink(seed)
      const text = encodeLink(link)
      expect(decodeLink(`#${text}`, SCENARIOS)).toEqual({ link, problem: null })
      expect(text).toMatch(/^[\w=&~,.-]+$/)
    }
  })

  it('survives a messenger that escapes what it does not know', () => {
    const link = anyLink(7)
    const escaped = encodeLink(link).replaceAll('~', '%7E').replaceAll(',', '%2C')
    expect(decodeLink(escaped, SCENARIOS).link).toEqual(link)
  })

  it('is refused, not guessed at, when a piece of it is lost', () => {
    for (let seed = 0; seed < 200; seed++) {
      const text = encodeLink(anyLink(seed))
      const cut = text.slice(0, dice(seed)(text.length - 3) + 2)
      expect(decodeLink(cut, SCENARIOS).link, cut).toBeNull()
    }
  })

  it.each([
    ['s=send-call&seed=1&v=2', 'outdated'],
    ['s=send-call&seed=1&v=0', 'outdated'],
    ['s=no-such&seed=1&v=1', 'unknown-scenario'],
    ['s=send-call&seed=1', 'malformed'],
    ['s=send-call&v=1', 'malformed'],
    ['s=send-call&seed=-1&v=1', 'malformed'],
    ['s=send-call&seed=01&v=1', 'malformed'],
    ['s=send-call&seed=1e3&v=1', 'malformed'],
    ['s=send-call&seed=99999999999999999999&v=1', 'malformed'],
    ['s=send-call&seed=1&seed=2&v=1', 'malformed'],
    ['s=send-call&seed=1&x=2&v=1', 'malformed'],
    ['s=send-call&seed=1&v=1&', 'malformed'],
    ['s=send-call&seed=%&v=1', 'malformed'],
    ['s=..%2Fsecret&seed=1&v=1', 'malformed'],
    ['s=send-call&seed=1&q=fastest&v=1', 'malformed'],
    ['s=send-call&seed=1&c=12&v=1', 'malformed'],
    ['s=send-call&seed=1&c=1.2.3&v=1', 'malformed'],
    ['s=send-call&seed=1&c=-1.2&v=1', 'malformed'],
    ['s=send-call&seed=1&i=&v=1', 'malformed'],
    ['s=send-call&seed=1&i=5~kill&v=1', 'malformed'],
    ['s=send-call&seed=1&i=5~kill~a~b&v=1', 'malformed'],
    ['s=send-call&seed=1&i=5~explode~a&v=1', 'malformed'],
    ['s=send-call&seed=1&i=5~constructor~a&v=1', 'malformed'],
    ['s=send-call&seed=1&i=5~kill~<b>&v=1', 'malformed'],
    ['s=send-call&seed=1&i=5~pause~a~-4&v=1', 'malformed'],
    ['s=send-call&seed=1&i=9~kill~a,5~kill~b&v=1', 'malformed'],
    [`s=send-call&seed=1&i=${Array(33).fill('5~kill~a').join(',')}&v=1`, 'malformed'],
    [`s=send-call&seed=1&v=1&i=${'5'.repeat(5000)}`, 'malformed'],
    ['', 'absent'],
    ['#', 'absent'],
    ['#step-3', 'absent'],
  ])('%s: %s', (text, problem) => {
    expect(decodeLink(text, SCENARIOS)).toEqual({ link: null, problem })
  })
})
