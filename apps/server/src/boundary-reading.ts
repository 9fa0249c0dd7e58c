import { readBoundaries } from '@duibiao/registry'
import type { BoundaryReading, CoordinateSystem } from '@duibiao/registry'

/** A file of boundaries that is to be read; it can be done in any thread. */
export interface BoundaryOrder {
  readonly bytes: Uint8Array
  readonly property: string
  readonly coordinates: CoordinateSystem
  /** Codes of the list of divisions. */
  readonly known: readonly string[]
}

/** What a file holds; undefined for one that is no JSON in UTF-8. */
export function readBoundaryFile({ bytes, known, ...wish }: BoundaryOrder): BoundaryReading | undefined {
  const file = parseJson(bytes)
  return file === undefined ? undefined : readBoundaries(file, { ...wish, known: new Set(known) })
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}
