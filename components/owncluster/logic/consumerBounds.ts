/** How long a listener may take, in ms. */
export const MILLIS = { from: 0, to: 3_600_000 } as const
/** How often a message that fails is tried again. */
export const TRIES = { from: 0, to: 16 } as const
