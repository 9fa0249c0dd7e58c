/** The hatching of what has no value: it is not the colour of any class. */
export function MapHatch({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect className="peer-map-hatch" width="7" height="7" />
        <line className="peer-map-hatch" x1="0" x2="0" y1="0" y2="7" />
      </pattern>
    </defs>
  )
}

interface RivalMarkProps {
  readonly side: 'ahead' | 'behind'
  readonly x: number
  readonly y: number
  /** Half of its width, pixels. */
  readonly size: number
}

/** 标兵 point up, 追兵 down: told by the shape and not by a colour. */
export function RivalMark({ side, x, y, size }: RivalMarkProps) {
  const way = side === 'ahead' ? -1 : 1
  const [tip, base] = [y + way * size, y - way * size * 0.7]
  return (
    <path
      className="peer-map-rival"
      data-side={side}
      d={`M${x} ${tip}L${x + size} ${base}L${x - size} ${base}Z`}
    />
  )
}
