import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { RemotingCommand } from '../../../../engine/remoting/protocol/RemotingCommand'
import { goldenLines, hexToBytes } from '../../support/golden'

/** File, number of the frame, and the digest of what RocketMQ's own class makes of it: decoded, then encoded again. */
const ROWS = readFileSync(path.resolve(import.meta.dirname, '../../../golden/vectors/reencoded.txt'), 'utf8')
  .trim().split('\n').map((line) => line.split(' ') as [string, string, string])
const FILES = [...new Set(ROWS.map(([file]) => file))]

test.each(FILES)('frames of %s, decoded and encoded again, are the bytes that RocketMQ makes of them', (file) => {
  const frames = new Map(goldenLines<{ i: number; hex: string }>(`wire/${file}.jsonl`).map(({ i, hex }) => [String(i), hex]))
  const rows = ROWS.filter(([of]) => of === file)
  expect(rows.length).toBeGreaterThan(0)
  for (const [, number, digest] of rows) {
    const encoded = RemotingCommand.decode(hexToBytes(frames.get(number)!)).encode()
    expect(createHash('sha256').update(encoded).digest('hex').slice(0, 16), `${file} ${number}`).toBe(digest)
  }
})
