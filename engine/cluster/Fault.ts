/** What can go wrong, as data. Available to the page, to scenarios, to tests and to the fuzzer through one function. */
export type Fault =
  | { readonly kind: 'kill' | 'power-cut' | 'shutdown' | 'restart'; readonly node: string }
  | { readonly kind: 'pause'; readonly node: string; readonly millis: number }
  | { readonly kind: 'cut-link' | 'restore-link'; readonly from: string; readonly to: string }
  | { readonly kind: 'slow-link'; readonly from: string; readonly to: string; readonly latencyMillis: number }
  | { readonly kind: 'slow-disk'; readonly node: string; readonly flushMillis: number }
  | { readonly kind: 'full-disk' | 'broken-disk' | 'healthy-disk'; readonly node: string }
  | { readonly kind: 'skew-clock'; readonly node: string; readonly millis: number }

/** A fault at a slice: how a reader disturbs a run. It takes effect right before the slice begins. */
export interface Intervention {
  readonly slice: number
  readonly fault: Fault
}
