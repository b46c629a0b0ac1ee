import type { StoreProblem, StoreProblemCode } from '../owncluster/ownProtocol'

type Values = StoreProblem['values']

/** What is wrong with a store, gathered by those who look at its parts. */
export class StoreProblems {
  private readonly list: StoreProblem[]

  constructor() {
    this.list = []
  }

  error(code: StoreProblemCode, path: string, values: Values = {}, position: number | null = null): void {
    this.list.push({ level: 'error', code, path, position, values })
  }

  warning(code: StoreProblemCode, path: string, values: Values = {}, position: number | null = null): void {
    this.list.push({ level: 'warning', code, path, position, values })
  }

  hasErrors(): boolean {
    return this.list.some(({ level }) => level === 'error')
  }

  /** In the order of the files. */
  inOrder(): StoreProblem[] {
    return [...this.list].sort((a, b) => compare(a.path, b.path) || (a.position ?? -1) - (b.position ?? -1))
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
