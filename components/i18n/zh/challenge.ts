import type { ChallengeTexts } from '../en/challenge'

export const challengeZh: ChallengeTexts = {
  label: '挑战',
  check: '检查',
  checkNote: '检查的是页面上的这次运行，外加换 {n, number} 个种子再跑的同一个实验。',
  checkAnswer: '检查答案',
  checking: '正在检查，第 {done} 次运行，共 {of} 次……',
  cancel: '取消',
  solved: '解决了：{n, number} 次运行全都成立。',
  right: '答对了。',
  unsolved: '还不行。种子 {seed} 之下：',
  notHere: '还不行。',
  noVerdict: '这次运行走得不够远，看不出结果。',
  open: '打开那次运行',
  hint: '提示',
  failed: '没能跑完这些运行，请重试。',
  summary: '三句话小结',
  variant: '{label}：{option}',
}
