/** The machine's part of `host:port`. */
export function hostOf(address: string): string {
  return address.slice(0, address.lastIndexOf(':'))
}
