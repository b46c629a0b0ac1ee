/** The steps of the lesson on the files; see the lesson on the send call for what an anchor is. */
export const lesson = {
  scenario: 'store',
  steps: [
    { id: 'arrives', anchor: 'broker/processor/SendMessageProcessor#processRequest' },
    { id: 'encode', anchor: 'store/commitlog/MessageExtEncoder#encode' },
    { id: 'append', anchor: 'store/commitlog/DefaultAppendMessageCallback#doAppend' },
    { id: 'queue', anchor: 'store/dispatch/CommitLogDispatcherBuildConsumeQueue#dispatch' },
    { id: 'index', anchor: 'store/dispatch/CommitLogDispatcherBuildIndex#dispatch' },
    { id: 'flush', anchor: 'store/pagecache/CachedFile#force@yield* this.diskFile.flush()~2' },
    { id: 'roll', anchor: 'store/commitlog/CommitLog#append@const next' },
    { id: 'killed', anchor: 'broker/processor/SendMessageProcessor#processRequest~14' },
    { id: 'recover', anchor: 'store/commitlog/CommitLogRecovery#recoverAbnormally' },
    { id: 'goes-on', anchor: 'broker/processor/SendMessageProcessor#processRequest~15' },
  ],
  /** Other places that the text leads to. */
  places: {
    copied: 'store/commitlog/DefaultAppendMessageCallback#doAppend@message.encodedBuff = null',
    'second-record': 'store/dispatch/CommitLogDispatcherBuildIndex#dispatch~2',
    truncated: 'store/commitlog/CommitLogRecovery#truncate',
  },
} as const
