/**
 * The machine's memory, in bytes. The original asks the operating system; this is what it assumes when it gets no
 * answer. Original: StoreUtil#TOTAL_PHYSICAL_MEMORY_SIZE
 */
export const TOTAL_PHYSICAL_MEMORY_SIZE = 24 * 1024 * 1024 * 1024
