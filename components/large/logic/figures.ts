import type { LargeReport } from '../../../engine/worker/large/largeProtocol'

const MIB = 1024 * 1024

export function inMib(bytes: number): string {
  return `${(bytes / MIB).toFixed(0)} MiB`
}

/** Messages that have come through: acknowledged, and consumed if anybody consumes. */
export function perSecond({ report, size, seconds }: {
  readonly report: LargeReport
  readonly size: { readonly consumers: number }
  readonly seconds: number
}): number {
  const done = size.consumers === 0 ? report.acknowledged : report.consumed
  return seconds === 0 ? 0 : Math.round(done / seconds)
}
