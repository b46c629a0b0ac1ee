import { expect, test } from 'vitest'
import { MessageIds } from '../../../engine/cluster/MessageIds'

test('an id is new once, whatever it looks like', () => {
  const texts = [
    '0A00001F03E8A1B2C3D4000000010002', '0A00001F03E8A1B2C3D4000000010003', '0A00001F03E8A1B2C3D5000000010002',
    '000000010002', '00000001000G', '0000000a0002', '10002', '', 'FFFFFFFFFFFF', '1FFFFFFFFFFFF',
  ]
  const ids = new MessageIds()
  expect(texts.map((text) => ids.add(text))).toEqual(texts.map(() => true))
  expect(texts.map((text) => ids.add(text))).toEqual(texts.map(() => false))
  expect(ids.size).toBe(texts.length)
})
