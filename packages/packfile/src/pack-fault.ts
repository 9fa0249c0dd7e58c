import type { Finding } from '@duibiao/base'

/** Where a fault of a pack is. Line 0 is the file as a whole. */
export type FaultPlace = { readonly file: string; readonly line: number; readonly element?: string }

/** A fault that keeps a pack from being used, in both languages. */
export function faultAt(place: FaultPlace, code: string, [zh, en]: readonly [string, string]): Finding {
  return { ...place, code, severity: 'error', zh, en }
}
