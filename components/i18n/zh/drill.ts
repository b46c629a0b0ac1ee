import type { drillEn } from '../en/drill'

/** 故障演练页的文字，键与 `drill.en.ts` 相同。 */
export const drillZh: typeof drillEn = {
  seed: '种子',
  run: '运行',
  next: '下一个种子',
  mistake: '种子是从 0 到 {largest, number} 的整数。',
  waiting: '演练正在进行……',
  kept: '种子 {seed}：{n, number} 个操作，每个承诺都守住了。',
  ended: '种子 {seed}：演练提前结束，不作评判。',
  broken: '种子 {seed}：第 {n} 个操作时，有一个承诺没有守住。{detail}',
  see: '去看看',
}
