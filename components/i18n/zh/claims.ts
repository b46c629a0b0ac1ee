import type { ClaimsTexts } from '../en/claims'

export const claimsZh: ClaimsTexts = {
  title: '每个论断，和它的运行',
  description: '这门课对 RocketMQ 的全部论断，逐条列出：在哪里讲，在哪次运行里看得到，那次运行是否证实了它。',
  intro: '这门课讲的内容，逐条列在这里。只写在文字里的论断不算讲过：每一条背后都有一句关于某次运行的话，和一个拿这句话去核对运行的函数。下面的结果来自构建网站的时候；你也可以在自己的标签页里重新得到它们。',
  check: '在这里全部运行一遍',
  cancel: '取消',
  checking: '正在运行，第 {done} 课，共 {of} 课……',
  checked: '刚做的这些运行里，{of} 句话有 {n} 句成立。',
  failed: '有一次运行没能完成，请重试。',
  number: '编号',
  claim: '论断',
  shown: '由何证实',
  result: '结果',
  none: '还没有课',
  holds: '成立',
  fails: '不成立',
  unchecked: '尚未核对',
  question: '一个问题：由你的运行回答',
  challenge: '一项挑战：跑起来检查',
  exercise: '一道练习：运行你的代码',
  here: '（本机）',
}
