import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { toRunAnchor } from '../../../components/source/server/places'
import { lesson } from '../../../content/lessons/send-call/lesson'
import { buildSiteTable } from '../../../engine/adapters/instrumenter/site-table.mjs'
import { parseScenario } from '../../../engine/adapters/scenario/parseScenario'
import { Kernel } from '../../../engine/kernel/Kernel'
import { classOfPrototype } from '../../../engine/trace/probe'
import { SiteTable } from '../../../engine/trace/SiteTable'
import { memoryDisks } from '../../../engine/worker/DiskOwner'
import { recordRun } from '../../../engine/worker/recordRun'
import type { RunSession } from '../../../engine/worker/RunSession'
import { scenarioJson } from '../support/runCluster'

/** Statements are recorded in the traced build only. */
const isTraced = classOfPrototype(Kernel.prototype) !== null
const FOCUS = lesson.focus
/** Presses of → from one step of the lesson to the next. */
const MOST_PRESSES = 40

function isInFocus(symbol: string): boolean {
  const [file = '', method = ''] = symbol.split('#')
  return [file, `${file}#${method.replace(/\..*$/, '')}`].some((place) => (FOCUS as readonly string[]).includes(place))
}

describe.skipIf(!isTraced)('stepping through a lesson and nothing else', () => {
  let run: RunSession
  let places: number[]
  beforeAll(async () => {
    const scenario = parseScenario({ ...scenarioJson('send-call'), durationMillis: 4000 })
    const sites = new SiteTable(buildSiteTable(path.resolve(import.meta.dirname, '../../..')))
    const storage = { storage: 'memory', storageReason: 'no-opfs', diskOf: memoryDisks() } as const
    run = await recordRun({ scenario: 'send-call', seed: 1, interventions: [], selector: null }, scenario, sites, storage)
    const anchors = lesson.steps.map(({ anchor }) => toRunAnchor(anchor))
    const { anchors: events } = run.modelWith(anchors)
    places = anchors.map((anchor) => events[anchor]!).sort((one, other) => one - other)
  })

  test('leads from one step of the lesson to the next in few presses', () => {
    const presses = places.slice(1).map((place, index) => {
      let event = places[index]!
      let count = 0
      while (event < place && count < 1000) {
        event = run.step(event, 'into', false, FOCUS).event
        count++
      }
      return { from: index + 1, count }
    })
    expect(presses.filter(({ count }) => count > MOST_PRESSES)).toEqual([])
  })

  test('comes back the way it went', () => {
    const way = [places[8]!]
    for (let press = 0; press < 60; press++) way.push(run.step(way.at(-1)!, 'into', false, FOCUS).event)
    for (let press = way.length - 1; press > 0; press--) {
      expect(run.step(way[press]!, 'into', true, FOCUS).event, `press ${press}`).toBe(way[press - 1])
    }
  })

  test('stops only in what the lesson is about, but goes on in a method in which the cursor is', () => {
    let { event } = run.moment(places[0]!)
    for (let press = 0; press < 200; press++) {
      const { stack, event: next } = run.step(event, 'into', false, FOCUS)
      expect(isInFocus(stack[0]!.symbol), stack[0]!.symbol).toBe(true)
      event = next
    }
    const helper = run.runToLine(places[8]!, 'engine/common/message/MessageClientIDSetter.ts', 31)!
    expect(isInFocus(helper.stack[0]!.symbol)).toBe(false)
    expect(run.step(helper.event, 'into', false, FOCUS).stack[0]!.enterEvent).toBe(helper.stack[0]!.enterEvent)
  })

  test('“the next node” is another node, “the next frame” a frame, “the next call” the beginning of a method', () => {
    const start = run.moment(places[8]!)
    const elsewhere = run.next(start.event, 'node', false, FOCUS)
    const nodeOf = (thread: number): string => run.model.threads.find(({ id }) => id === thread)!.node
    expect(nodeOf(elsewhere.thread)).not.toBe(nodeOf(start.thread))
    const frames = run.model.items.filter(({ kind }) => kind === 'frame').flatMap(({ event, endEvent }) => [event, endEvent])
    expect(frames).toContain(run.next(start.event, 'frame', false).event)
    const called = run.next(start.event, 'call', false, FOCUS)
    expect(called.stack.length).toBeGreaterThan(0)
    expect(isInFocus(called.stack[0]!.symbol)).toBe(true)
  })
})
