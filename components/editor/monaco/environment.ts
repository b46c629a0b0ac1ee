/** Has to be imported before the editor itself: where its own workers come from, which is this site and nowhere else. */
const scope = globalThis as typeof globalThis & { MonacoEnvironment?: { getWorker(id: string, label: string): Worker } }

// Each expression has to stand here as it is: the bundler looks for it to know what goes into a worker.
scope.MonacoEnvironment = {
  getWorker: (_id, label) => (label === 'typescript' || label === 'javascript'
    ? new Worker(new URL('./ts.worker.ts', import.meta.url), { type: 'module' })
    : new Worker(new URL('./editor.worker.ts', import.meta.url), { type: 'module' })),
}

export {}
