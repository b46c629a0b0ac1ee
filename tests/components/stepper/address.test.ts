import { beforeEach, describe, expect, it } from 'vitest'
import { Address } from '../../../components/stepper/logic/Address'

/** A browser's history, and a clock that goes when the test says so. */
class FakeBrowser {
  readonly entries: Array<{ fragment: string; behind: number }> = [{ fragment: '', behind: 0 }]
  at = 0
  time = 1000
  behind = 0
  /** Where the reader is. */
  place = 'start'
  private readonly timers = new Set<{ readonly due: number; readonly action: () => void }>()

  readonly bar = {
    fragment: () => (this.entry.fragment === '' ? '' : `#${this.entry.fragment}`),
    placesBehind: () => this.entry.behind,
    replace: (fragment: string) => {
      this.entry.fragment = fragment
    },
    push: (fragment: string, behind: number) => {
      this.entries.splice(++this.at, Infinity, { fragment, behind })
    },
  }

  readonly reader = {
    fragment: () => Promise.resolve(this.place),
    isSettled: () => true,
    setBehind: (places: number) => {
      this.behind = places
    },
  }

  readonly wait = (action: () => void, millis: number): (() => void) => {
    const timer = { due: this.time + millis, action }
    this.timers.add(timer)
    return () => this.timers.delete(timer)
  }

  get entry(): { fragment: string; behind: number } {
    return this.entries[this.at]!
  }

  pass(millis: number): void {
    this.time += millis
    for (const timer of [...this.timers]) {
      if (timer.due > this.time || !this.timers.delete(timer)) continue
      timer.action()
    }
  }
}

let browser: FakeBrowser
let address: Address

beforeEach(() => {
  browser = new FakeBrowser()
  address = new Address(browser.bar, browser.reader, browser.wait, () => browser.time)
})

/** Lets everything that waits for nothing but its turn go on. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}

async function moveTo(place: string): Promise<void> {
  browser.place = place
  address.show(true)
  await settled()
}

async function leaveFor(place: string): Promise<void> {
  address.leave()
  await settled()
  await moveTo(place)
}

function goBack(): void {
  browser.at--
  address.restored()
}

describe('the address', () => {
  it('is replaced by a reader who goes on, not too often, and the last place is the one that stays', async () => {
    for (const place of ['one', 'two', 'three']) await moveTo(place)
    expect(browser.entry.fragment).toBe('one')
    browser.pass(400)
    expect(browser.entries).toEqual([{ fragment: 'three', behind: 0 }])
  })

  it('gets an entry of its own when the reader leaves, and the old one keeps the old place', async () => {
    await leaveFor('far')
    expect(browser.entries).toEqual([{ fragment: 'start', behind: 0 }, { fragment: 'far', behind: 1 }])
    expect(browser.behind).toBe(1)
  })

  it('of the place to which the browser goes back is not written over by what waited to be written', async () => {
    await leaveFor('far')
    browser.pass(400)
    for (const place of ['far 1', 'far 2']) await moveTo(place)
    goBack()
    browser.pass(400)
    expect(browser.entry.fragment).toBe('start')
    expect(browser.behind).toBe(0)
  })

  it('is not written over by what was on its way, nor by a run that rests', async () => {
    await leaveFor('far')
    browser.pass(400)
    browser.place = 'far 1'
    address.show(true)
    goBack()
    address.show(false)
    await settled()
    browser.pass(400)
    expect(browser.entry.fragment).toBe('start')
  })

  it('of the next page is not written over by what was on its way when the reader left this one', async () => {
    browser.place = 'far'
    address.show(true)
    address.close()
    await settled()
    browser.pass(400)
    expect(browser.entries).toEqual([{ fragment: '', behind: 0 }])
  })

  it('is kept again as soon as the reader moves on from there', async () => {
    await leaveFor('far')
    goBack()
    browser.pass(400)
    await moveTo('start')
    await moveTo('start 1')
    browser.pass(400)
    expect(browser.entry.fragment).toBe('start 1')
    expect(browser.entries).toHaveLength(2)
  })

  it('that the reader was leaving when the browser went back gets no entry', async () => {
    await leaveFor('far')
    browser.pass(400)
    address.leave()
    goBack()
    await moveTo('start')
    expect(browser.entries.map(({ fragment }) => fragment)).toEqual(['start', 'far'])
  })
})
