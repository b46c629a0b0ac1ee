/** What the exercises of the pages on which readers write code teach of the curriculum: by its numbers, the exercises' ids. */
export const EXERCISES_TEACH = [
  { curriculum: '4.1', slug: 'strategy', kind: 'selector', exercises: ['keep-order', 'spread-hot-key', 'near-room'] },
  { curriculum: '4.2', slug: 'strategy', kind: 'selector', exercises: ['survive-broker'] },
  { curriculum: '4.3', slug: 'strategy', kind: 'selector', exercises: ['avoid-slow'] },
  { curriculum: '4.4', slug: 'strategy/allocation', kind: 'allocation', exercises: ['nobody-idle', 'move-few', 'own-room'] },
] as const
