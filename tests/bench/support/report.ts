export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)]!
}

export function perSecond(count: number, seconds: number): string {
  return Math.round(count / seconds).toLocaleString('en')
}

export function print(line: string): void {
  console.log(line)
}
