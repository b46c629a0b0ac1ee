import { describe, expect, test } from 'vitest'
import { checkStore } from '../../../../engine/worker/archive/checkStore'
import { goldenStore } from '../../store/support/goldenFiles'
import { zipOf } from './support/zips'

const golden = goldenStore('store-full')

describe('a real broker’s store', () => {
  test('has nothing wrong with it, wherever it lies in the zip', () => {
    for (const prefix of ['', 'store/', 'backup/store/']) {
      const check = checkStore(zipOf(golden, prefix))
      expect(check.problems).toEqual([])
      expect(check.messages).toBe(68)
      expect(check.files).toBeGreaterThan(40)
    }
  })
})
