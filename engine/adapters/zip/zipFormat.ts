/** What stands at the beginning of each part of a zip, as little-endian numbers; and how long the parts are. */
export const FileHead = { SIGNATURE: 0x04034b50, LENGTH: 30 } as const
export const DirectoryEntry = { SIGNATURE: 0x02014b50, LENGTH: 46 } as const
export const DirectoryEnd = { SIGNATURE: 0x06054b50, LENGTH: 22, MAX_COMMENT: 0xffff } as const

export const Method = { STORED: 0, DEFLATED: 8 } as const
export const Flag = { ENCRYPTED: 0x0001, UTF8: 0x0800 } as const

/** These stand for numbers that are elsewhere because they are too big: the format's extension called ZIP64. */
export const ZIP64_COUNT = 0xffff
export const ZIP64_NUMBER = 0xffffffff
