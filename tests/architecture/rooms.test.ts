import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const configFile = path.join(root, '.dependency-cruiser.cjs')
const config = createRequire(import.meta.url)(configFile) as { forbidden: Array<{ name: string }> }

interface Summary {
  readonly totalCruised: number
  readonly violations: ReadonlyArray<{ from: string; to: string; rule: { name: string } }>
}

/** The rooms and what they may import, as ARCHITECTURE.md draws them: columns, two blanks or more between them. */
function roomsOfTheDocument(): Map<string, string[]> {
  const rooms = new Map<string, string[]>()
  const text = readFileSync(path.join(root, 'ARCHITECTURE.md'), 'utf8')
  const table = text.slice(text.indexOf('\n    engine/\n'), text.indexOf('Imports go up this list'))
  for (const line of table.split('\n')) {
    const [name, , imports] = line.trim().split(/ {2,}/)
    if (name === undefined || imports === undefined || !name.endsWith('/')) continue
    const direct = imports === 'imports nothing' ? [] : imports === 'all above' ? [...rooms.keys()] : imports.split(', ')
    const all = direct.flatMap((room) => [room, ...(rooms.get(room) ?? [])])
    rooms.set(name.slice(0, -1), [...new Set(all)])
  }
  return rooms
}

const rooms = roomsOfTheDocument()
const places = [...rooms.keys(), 'adapters']

/** A file that imports another one, for every pair of rooms. */
function plantedPairs(): Record<string, string> {
  const files: Record<string, string> = {}
  for (const from of rooms.keys()) {
    files[`engine/${from}/target.ts`] = 'export const target = 1\n'
    for (const to of places) {
      if (from !== to) files[`engine/${from}/to-${to}.ts`] = `export { target } from '../${to}/target'\n`
    }
  }
  return files
}

const planted: Record<string, { from: string; files: Record<string, string> }> = {
  'no-circular': {
    from: 'engine/kernel/Chicken.ts',
    files: {
      'engine/kernel/Chicken.ts': "import { egg } from './Egg'\nexport const chicken = (): unknown => egg\n",
      'engine/kernel/Egg.ts': "import { chicken } from './Chicken'\nexport const egg = (): unknown => chicken\n",
    },
  },
  'no-unresolvable': {
    from: 'engine/kernel/Lost.ts',
    files: { 'engine/kernel/Lost.ts': "export { nothing } from './NotThere'\n" },
  },
  'events-are-plain-data': {
    from: 'engine/trace/events.ts',
    files: { 'engine/trace/events.ts': "import type { target } from '../kernel/target'\nexport type TraceEvent = typeof target\n" },
  },
  // The worker sees every other room: going through the front door is the only way to break its rule.
  'room-worker': {
    from: 'engine/worker/Circuit.ts',
    files: { 'engine/worker/Circuit.ts': "export { target } from '../index'\n" },
  },
  'roles-do-not-know-each-other': {
    from: 'engine/broker/to-client.ts',
    files: {},
  },
  'engine-is-a-leaf': {
    from: 'engine/cluster/Leaf.ts',
    files: { 'engine/cluster/Leaf.ts': "export { Button } from '../../components/Button'\n" },
  },
  'engine-has-no-packages': {
    from: 'engine/worker/Packed.ts',
    files: { 'engine/worker/Packed.ts': "import { deflate } from 'pako'\nexport const packed = deflate\n" },
  },
  'adapters-stay-below-the-worker': {
    from: 'engine/adapters/opfs/Upward.ts',
    files: { 'engine/adapters/opfs/Upward.ts': "export { target } from '../../worker/target'\n" },
  },
  'front-door': {
    from: 'components/BackDoor.tsx',
    files: { 'components/BackDoor.tsx': "export { target } from '../engine/kernel/target'\n" },
  },
  'experiments-stay-in-their-worker': {
    from: 'components/Impatient.tsx',
    files: {
      'components/Impatient.tsx': "export { runHere } from '../content/patterns/state/run/runHere'\n",
      'content/patterns/state/run/runHere.ts': 'export const runHere = 1\n',
    },
  },
  'components-do-not-know-routes': {
    from: 'components/Routed.tsx',
    files: { 'components/Routed.tsx': "export { default } from '../app/page'\n" },
  },
  'logic-knows-no-views': {
    from: 'components/bench/logic/plan.ts',
    files: {
      'components/bench/logic/plan.ts': "export { Plan } from '../views/Plan'\n",
      'components/bench/views/Plan.tsx': 'export const Plan = 1\n',
    },
  },
  'nothing-imports-tests': {
    from: 'components/Tested.tsx',
    files: { 'components/Tested.tsx': "export { helper } from '../tests/helper'\n" },
  },
}

/** What is allowed although it looks much like what is not. */
const innocent: Record<string, string> = {
  'engine/kernel/Emits.ts': "import type { TraceEvent } from '../trace/events'\nexport type Emitted = TraceEvent\n",
  'engine/index.ts': "export { target } from './cluster/target'\n",
  'engine/worker/protocol.ts': 'export const version = 1\n',
  'engine/worker/Diskful.ts': "export { target } from '../adapters/target'\n",
  'engine/adapters/target.ts': "import { deflate } from 'pako'\nimport { existsSync } from 'node:fs'\nexport const target = [deflate, existsSync]\n",
  'components/Button.tsx': "export { target as Button } from '../engine/index'\nexport { version } from '../engine/worker/protocol'\n",
  'components/Typed.tsx': "import type { target } from '../engine/kernel/target'\nexport type Typed = typeof target\n",
  'app/page.tsx': "export { Button as default } from '../components/Button'\n",
  'tests/helper.ts': "export { target as helper } from '../engine/kernel/target'\n",
}

function cruise(folder: string): Summary {
  const bin = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const args = [bin, 'app', 'components', 'engine', 'tests', '--config', configFile, '--output-type', 'json']
  let stdout: string
  try {
    stdout = execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28, stdio: 'pipe' })
  } catch (error) {
    // Violations make for an exit code of their own.
    stdout = (error as { stdout: string }).stdout
  }
  return (JSON.parse(stdout) as { summary: Summary }).summary
}

describe('a tree with one violation of each rule', () => {
  let folder = ''
  let summary: Summary

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'rooms-'))
    const files = { ...plantedPairs(), ...innocent }
    for (const plant of Object.values(planted)) Object.assign(files, plant.files)
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.join(folder, path.dirname(name)), { recursive: true })
      writeFileSync(path.join(folder, name), text)
    }
    writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ extends: path.join(root, 'tsconfig.base.json') }))
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'))
    summary = cruise(folder)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  function rulesBrokenBy(file: string): string[] {
    return [...new Set(summary.violations.filter(({ from }) => from === file).map(({ rule }) => rule.name))].sort()
  }

  it('is about the rooms that there are', () => {
    expect([...rooms.keys()]).toEqual([
      'kernel', 'trace', 'ports', 'common', 'remoting', 'namesrv', 'store', 'broker', 'client', 'cluster', 'worker',
    ])
  })

  it.each(Object.keys(planted))('is caught by %s', (rule) => {
    expect(rulesBrokenBy(planted[rule]!.from)).toContain(rule)
  })

  it.each([...rooms.keys()])('is caught for each room that %s must not enter, and for no other', (room) => {
    const caught = places.filter((other) => rulesBrokenBy(`engine/${room}/to-${other}.ts`).includes(`room-${room}`))
    const forbidden = places.filter((other) => other !== room && !rooms.get(room)!.includes(other))
    expect(caught).toEqual(forbidden)
  })

  it.each(Object.keys(innocent))('leaves %s alone', (file) => {
    expect(rulesBrokenBy(file)).toEqual([])
  })

  it('has a violation for every rule there is', () => {
    const covered = new Set([...Object.keys(planted), ...[...rooms.keys()].map((room) => `room-${room}`)])
    expect(config.forbidden.map(({ name }) => name).filter((name) => !covered.has(name))).toEqual([])
  })
})

describe('the real tree', () => {
  it('breaks no rule, and has been looked at', () => {
    const { totalCruised, violations } = cruise(root)
    expect(totalCruised).toBeGreaterThan(100)
    expect(violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([])
  })
})
