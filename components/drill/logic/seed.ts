/** The largest seed: what a link and a random generator can hold exactly. */
export const LARGEST_SEED = Number.MAX_SAFE_INTEGER

/** Null unless the text is a whole number from 0 to {@link LARGEST_SEED}. */
export function seedOf(text: string): number | null {
  const seed = /^\d+$/.test(text.trim()) ? Number(text) : NaN
  return Number.isSafeInteger(seed) ? seed : null
}
