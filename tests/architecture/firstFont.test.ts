import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { firstFont } from '../../.ci/support/firstFont.mjs'

test('the font of the first paint is cut out of the font that follows it', async () => {
  expect((await firstFont()).equals(readFileSync('app/firstFont/newsreader.woff2'))).toBe(true)
})
