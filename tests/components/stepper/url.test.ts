import { describe, expect, it } from 'vitest'
import { decodeLink, encodeLink, type Link } from '../../../components/stepper/logic/url'
import { LISTENER_OUTCOMES, type Fault, type Intervention, type SelectorName } from '../../../engine/worker/protocol'

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
    { kind: 'skew-clock', node, millis: roll(2000) - 1000 }, { kind: 'add-consumer', node },
    { kind: 'set-listener', node, millis: roll(9999), outcome: LISTENER_OUTCOMES[roll(LISTENER_OUTCOMES.length)]! },
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
    ...(roll(3) === 0 ? { variants: { flush: 'sync', timeout: '6s' } } : {}),
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

  it('says which version of the engine it was made with, and may say nothing of it', () => {
    const link = { ...anyLink(7), engine: '4351fa1a' }
    expect(decodeLink(encodeLink(link), SCENARIOS)).toEqual({ link, problem: null })
    expect(decodeLink('s=send-call&seed=1&v=1', SCENARIOS).link).not.toHaveProperty('engine')
    for (const engine of ['', '4351fa1', '4351FA1A', '4351fa1a0', '<b>'])
      expect(decodeLink(`s=send-call&seed=1&e=${engine}&v=1`, SCENARIOS).problem, engine).toBe('malformed')
  })

  it('survives a messenger that escapes what it does not know', () => {
    const link = anyLink(7)
    const escaped = encodeLink(link).replaceAll('~', '%7E').replaceAll(',', '%2C')
    expect(decodeLink(escaped, SCENARIOS).link).toEqual(link)
  })

  it('has its variants in one order, in whichever they were chosen', () => {
    const key = { scenario: 'send-call', seed: 1, interventions: [], selector: null }
    const choices = [{ a: '1', b: '2' }, { b: '2', a: '1' }]
    const [one, other] = choices.map((variants) => encodeLink({ key: { ...key, variants }, cursor: null }))
    expect(one).toBe(other)
    expect(decodeLink(`#${one}`, SCENARIOS).link?.key.variants).toEqual({ a: '1', b: '2' })
  })

  it.each(['flush', 'flush~', 'flush~sync~x', 'b~1,a~2', 'a~1,a~2', 'a~%2F'])('is refused with variants such as %s', (variants) => {
    expect(decodeLink(`s=send-call&seed=1&w=${variants}&v=1`, SCENARIOS)).toEqual({ link: null, problem: 'malformed' })
  })

  it('is refused, not guessed at, when a piece of it is lost', () => {
    for (let seed = 0; seed < 200; seed++) {
      const text = encodeLink(anyLink(seed))
      const cut = text.slice(0, dice(seed)(text.length - 3) + 2)
      expect(decodeLink(cut, SCENARIOS).link, cut).toBeNull()
    }
  })
})
