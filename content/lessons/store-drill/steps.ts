/** The steps of the lesson on drills; see the lesson on the send call for what an anchor is. */
export const lesson = {
  scenario: 'store-drill',
  steps: [
    { id: 'drill', anchor: 'cluster/drill/StoreDrillNode#main' },
    { id: 'operation', anchor: 'cluster/drill/StoreDrill#put' },
    { id: 'power-cut', anchor: 'cluster/drill/StoreDrill#cutPower' },
    { id: 'recovery', anchor: 'store/commitlog/CommitLogRecovery#recoverAbnormally' },
    { id: 'check', anchor: 'cluster/drill/StoreDrill#check@checkPromises(store~2' },
    { id: 'end', anchor: 'cluster/drill/StoreDrillNode#end' },
  ],
  /** Other places that the text leads to. */
  places: {
    answered: 'cluster/drill/DrillModel#answered',
    lost: 'cluster/drill/StoreDrill#cutPower@const missed',
  },
} as const
