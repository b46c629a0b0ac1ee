import type { LessonSource } from '../../../components/lesson/logic/LessonSource'

/** The steps of the lesson on the cluster drill; see the lesson on the send call for what an anchor is. */
export const lesson = {
  part: 5,
  position: 4,
  texts: {
    en: {
      name: 'The cluster drill',
      description: 'A whole cluster is broken, repaired and judged: crashes, power cuts, cut links and messages from one seed, checked against a model, step by step.',
      question: 'What does a whole cluster still promise when everything breaks?',
    },
    zh: {
      name: '集群故障演练',
      description: '一整个集群先被注入故障，再修好，最后接受评判：由一个种子得出崩溃、断电、断开的链路与消息，逐步与模型对照。',
      question: '样样都出故障时，一整个集群还能承诺什么？',
    },
  },
  teaches: {},
  scenario: 'cluster-drill',
  steps: [
    { id: 'drill', anchor: 'cluster/clusterdrill/ClusterDrillNode#main' },
    { id: 'ledger', anchor: 'cluster/clusterdrill/MasterLedger#appended' },
    { id: 'promise', anchor: 'cluster/clusterdrill/ClusterWitness#checkAcknowledged' },
    { id: 'power-cut', anchor: 'cluster/clusterdrill/MasterLedger#powerCut' },
    { id: 'repair', anchor: 'cluster/clusterdrill/ClusterDrillNode#repair' },
    { id: 'judge', anchor: 'cluster/clusterdrill/ClusterDrillNode#judge' },
  ],
  /** What is stepped through: methods, or whole files. Everything else is library code here. */
  focus: [
    'cluster/clusterdrill/ClusterDrillNode', 'cluster/clusterdrill/ClusterDrillModel', 'cluster/clusterdrill/ClusterWitness',
    'cluster/clusterdrill/MasterLedger', 'cluster/clusterdrill/checkReplicas',
  ],
  /** Other places that the text leads to. */
  places: {
    lost: 'cluster/clusterdrill/MasterLedger#recovered',
    probe: 'cluster/clusterdrill/ClusterDrillNode#probeOnce',
  },
} as const satisfies LessonSource
