import type { AreaGeometry, Position } from './geometry.ts'

/** A grid of tiles whose borders wind, each border the same for both its tiles; degrees. */
export function windingTiles(
  side: number,
  { corners, at = [110, 30] }: { readonly corners: number; readonly at?: readonly [number, number] },
): readonly AreaGeometry[] {
  return Array.from({ length: side * side }, (_, place) => {
    const [column, row] = [place % side, Math.floor(place / side)]
    const ring = [
      ...edge([column, row], [column + 1, row]),
      ...edge([column + 1, row], [column + 1, row + 1]),
      ...edge([column, row + 1], [column + 1, row + 1]).toReversed(),
      ...edge([column, row], [column, row + 1]).toReversed(),
    ]
    const open = ring.filter((one, index) => String(one) !== String(ring.at(index - 1)))
    return { type: 'Polygon', coordinates: [[...open, ...open.slice(0, 1)]] }
  })

  function edge(from: readonly [number, number], to: readonly [number, number]): readonly Position[] {
    return Array.from({ length: corners + 2 }, (_, step) => {
      const share = step / (corners + 1)
      const off = step === 0 || step > corners ? 0 : waves(share, from[0] + 3 * from[1])
      const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
      const [x, y] = [from[0] + dx * share + dy * off, from[1] + dy * share + dx * off]
      return [Number((at[0] + x / 10).toFixed(5)), Number((at[1] + y / 10).toFixed(5))]
    })
  }
}

/** A border that winds widely, and more finely the closer one looks. */
function waves(share: number, shift: number): number {
  return [1, 2, 3, 4, 5].reduce(
    (sum, turn) => sum + (0.1 / 3 ** turn) * Math.sin(4 ** turn * share * 3 + shift * turn),
    0,
  )
}

/** A triangle about a place, so wide in degrees. */
export function anIsland([x, y]: readonly [number, number], width: number): AreaGeometry {
  const ring: Position[] = [
    [x, y],
    [x + width, y],
    [x, y + width],
    [x, y],
  ]
  return { type: 'Polygon', coordinates: [ring] }
}
