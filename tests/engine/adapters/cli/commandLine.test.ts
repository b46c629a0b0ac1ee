import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Command } from '../../../../engine/adapters/cli/commandLine.mjs'
import { parseCommandLine } from '../../../../engine/adapters/cli/commandLine.mjs'

const ROOT = path.resolve(import.meta.dirname, '../../../..')
const CI = readdirSync(path.join(ROOT, '.ci')).filter((file) => file.endsWith('.mjs') && !file.endsWith('.config.mjs'))
const PROGRAMS = [
  ...CI.map((file) => `.ci/${file}`), 'content/makeCounterparts.mjs', 'engine/adapters/instrumenter/site-table.mjs',
  'tests/fuzz/mutants/findAll.mjs',
]

const COPY: Command = {
  usage: 'usage: copy FILE --to DIR [--fast]',
  options: { to: { type: 'string' }, fast: { type: 'boolean' } },
  positionals: 1,
}

interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

function run(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [...args], { cwd: ROOT }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr })
    })
  })
}

describe('the words behind a command', () => {
  test('are options, with their values, and the rest', () => {
    const { values, positionals } = parseCommandLine(COPY, ['a.txt', '--to', 'there', '--fast'])
    expect([{ ...values }, positionals]).toEqual([{ to: 'there', fast: true }, ['a.txt']])
    expect(parseCommandLine(COPY, ['--to=-there']).values['to']).toBe('-there')
  })

  test.each<[string[], string]>([
    [['--slow'], 'unexpected "--slow"'],
    [['-x'], 'unexpected "-x"'],
    [['--fast=yes'], 'unexpected "--fast"'],
    [['--constructor'], 'unexpected "--constructor"'],
    [['--to'], '--to needs a value'],
    [['--to='], '--to needs a value'],
    [['--to', '--fast'], '--to needs a value'],
    [['a.txt', 'b.txt'], 'unexpected "b.txt"'],
  ])('%j: %s', (words, message) => {
    expect(() => parseCommandLine(COPY, words)).toThrow(message)
  })

  test('ask for help, whatever else they say', () => {
    expect(parseCommandLine(COPY, ['--nonsense', '--help']).values['help']).toBe(true)
    expect(parseCommandLine(COPY, ['-h']).values['help']).toBe(true)
  })
})

describe('every program', () => {
  test.each(PROGRAMS)('%s says how it is called, and refuses what it does not know', async (program) => {
    const help = await run(program, '--help')
    expect(help).toMatchObject({ code: 0, stderr: '' })
    expect(help.stdout).toMatch(/^usage: /)
    const refused = await run(program, '--nonsense')
    expect(refused).toEqual({ code: 2, stdout: '', stderr: `unexpected "--nonsense"\n${help.stdout}` })
  })

  test('that drills refuses seeds that are none, and names without --mutants', async () => {
    const seeds = await run('.ci/fuzz.mjs', '--seeds', 'some')
    expect(seeds.code).toBe(2)
    expect(seeds.stderr).toMatch(/^--seeds: expected A\.\.B, found "some"\nusage: /)
    expect(await run('.ci/cluster-drill.mjs', 'lost-ack')).toMatchObject({ code: 2, stdout: '' })
  })
})

describe('npm run cluster', () => {
  test.each<[string[], RegExp]>([
    [[], /^the scenario file is missing\nusage: /],
    [['a.json'], /^--out DIR is missing\nusage: /],
    [['no-such.json', '--out', 'x'], /^no such file: no-such\.json\nusage: /],
    [['README.md', '--out', 'x'], /^README\.md is not JSON: .*\nusage: /],
    [['package.json', '--out', 'x'], /^the scenario can't be run: version: expected .*, found string "0\.1\.0"\n$/],
    [['a.json', '--out', 'x', '--seed', '1.5'], /^--seed: expected a whole number, found "1\.5"\nusage: /],
  ])('%j ends with 2 and says what is wrong', async (words, message) => {
    const ended = await run('.ci/cluster.mjs', ...words)
    expect([ended.code, ended.stdout]).toEqual([2, ''])
    expect(ended.stderr).toMatch(message)
  })

  test('runs a scenario, and says what came of it', async () => {
    const out = mkdtempSync(path.join(tmpdir(), 'cluster-'))
    try {
      const ended = await run('.ci/cluster.mjs', 'content/scenarios/send-call.json', '--out', out, '--seed', '7')
      expect([ended.code, ended.stderr]).toEqual([0, ''])
      expect(JSON.parse(ended.stdout)).toMatchObject({ scenario: 'send-call', seed: 7, messages: { failed: {} } })
      expect(readFileSync(path.join(out, 'broker-a/store/commitlog/00000000000000000000')).length).toBeGreaterThan(0)
    } finally {
      rmSync(out, { recursive: true })
    }
  })
})
