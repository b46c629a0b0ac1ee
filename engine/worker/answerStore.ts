import type { Reply, StoreRequest } from './protocol'
import type { StoreInspector } from './StoreInspector'

/** Answers what is asked of the files of a run. */
export function answerStore(store: StoreInspector, request: StoreRequest): Reply {
  switch (request.type) {
    case 'files':
      return { type: 'files', files: store.files(request.event) }
    case 'bytes':
      return { type: 'bytes', from: request.from, bytes: store.bytes(request.event, request.node, request.path, request) }
    case 'file-fields':
      return { type: 'file-fields', fields: store.fields(request.event, request.node, request.path, request) }
    case 'file-diff':
      return { type: 'file-diff', diffs: store.diff(request.a, request.b) }
    case 'journey':
      return { type: 'journey', journey: store.journey(request.event, request.append) }
  }
}
