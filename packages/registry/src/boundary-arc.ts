/** A piece of a ring: an arc, as it is or from its end to its beginning. */
export interface RingPart {
  readonly arc: number
  readonly isTurned: boolean
}

/** Rings cut where they part, so that a border two shapes share is there once. */
export interface CutRings {
  /** Corners of each arc; where a ring meets no other, its arc ends where it began. */
  readonly arcs: readonly (readonly number[])[]
  /** The arcs of each ring, in the order of the rings. */
  readonly uses: readonly (readonly RingPart[])[]
}

/**
 * Cuts rings into arcs: at every corner whose neighbours are not the same two wherever it stands.
 * @param rings corners by their numbers; the last leads back to the first without being repeated
 */
export function cutRings(rings: readonly (readonly number[])[]): CutRings {
  const junctions = findJunctions(rings)
  const arcs: (readonly number[])[] = []
  const known = new Map<string, number>()
  const uses = rings.map((ring) => piecesOf(ring, junctions).map(useOf))
  return { arcs, uses }

  function useOf(piece: readonly number[]): RingPart {
    // Between two junctions the second corner says which way was taken.
    const forth = `${piece[0]} ${piece[1]}`
    const back = `${piece.at(-1)} ${piece.at(-2)}`
    const same = known.get(forth)
    if (same !== undefined) return { arc: same, isTurned: false }
    const turned = known.get(back)
    if (turned !== undefined) return { arc: turned, isTurned: true }
    known.set(forth, arcs.length)
    arcs.push(piece)
    return { arc: arcs.length - 1, isTurned: false }
  }
}

function findJunctions(rings: readonly (readonly number[])[]): ReadonlySet<number> {
  const pairs = new Map<number, readonly [number, number]>()
  const junctions = new Set<number>()
  for (const ring of rings) {
    for (const [place, corner] of ring.entries()) {
      const before = ring.at(place - 1) ?? corner
      const after = ring[(place + 1) % ring.length] ?? corner
      const [low, high] = before < after ? [before, after] : [after, before]
      const pair = pairs.get(corner)
      if (pair === undefined) pairs.set(corner, [low, high])
      else if (pair[0] !== low || pair[1] !== high) junctions.add(corner)
    }
  }
  return junctions
}

/** The ring from junction to junction; one without any begins at its smallest corner, so that the ring of a hole and of what fills it agree. */
function piecesOf(ring: readonly number[], junctions: ReadonlySet<number>): readonly (readonly number[])[] {
  const cuts = ring.flatMap((corner, place) => (junctions.has(corner) ? [place] : []))
  const [first = smallestPlace(ring)] = cuts
  const turned = [...ring.slice(first), ...ring.slice(0, first + 1)]
  const ends = [...cuts.slice(1), first + ring.length]
  let start = 0
  return ends.map((end) => {
    const piece = turned.slice(start, end - first + 1)
    start = end - first
    return piece
  })
}

function smallestPlace(ring: readonly number[]): number {
  return ring.reduce((best, corner, place) => (corner < (ring[best] ?? Infinity) ? place : best), 0)
}
