/** Versions are the ordinals of an enumeration with 613 members; these are the ones that decide about anything. */
export const MQVersion = {
  V3_0_11: 37,
  V3_4_9: 121,
  V4_9_4: 401,
  V5_0_0: 413,
  V5_3_1: 475,
  V5_3_2: 477,
} as const

export const CURRENT_VERSION = MQVersion.V5_3_2
