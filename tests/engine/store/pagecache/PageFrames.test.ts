import { expect, test } from 'vitest'
import { PageFrames } from '../../../../engine/store/pagecache/PageFrames'

test('frames that are taken do not overlap', () => {
  const frames = new PageFrames()
  const taken = Array.from({ length: 200 }, () => frames.take())
  for (const [index, frame] of taken.entries()) frame.fill(index)
  for (const [index, frame] of taken.entries()) expect(frame.every((byte) => byte === index)).toBe(true)
})

test('a frame that was given back is taken again', () => {
  const frames = new PageFrames()
  const frame = frames.take()
  frames.giveBack(frame)
  expect(frames.take()).toBe(frame)
})

test('only a whole frame can be given back', () => {
  expect(() => new PageFrames().giveBack(new Uint8Array(512))).toThrow('a frame is as large as a page')
})
