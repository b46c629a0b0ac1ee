import { expect, test } from 'vitest'
import { readAsserts } from '../../../components/source/server/readAsserts'

test('asserts are found by the line on which they begin, with the comment above them as the reason', () => {
  const source = [
    'export function flush(flushed: number, wrote: number): void {',
    '  // A device never has more than the page cache gave it.',
    "  assert(flushed <= wrote, 'flushed ≤ wrote', flushed, wrote)",
    '  if (wrote > 0) {',
    '    assert(',
    '      isOwner(),',
    "      'the lock is held',",
    '    )',
    '  }',
    '  // assert(false, \'a comment is no assert\')',
    '  other(false, \'nor is another call\')',
    '}',
  ].join('\n')
  expect(readAsserts(source)).toEqual({
    3: { invariant: 'flushed ≤ wrote', reason: 'A device never has more than the page cache gave it.' },
    5: { invariant: 'the lock is held', reason: '' },
  })
})
