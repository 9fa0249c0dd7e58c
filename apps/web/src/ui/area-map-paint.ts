/** Colours of the map, from look/token.css. */
export interface MapPaint {
  readonly ground: string
  readonly surface: string
  readonly edge: string
  readonly ink: string
  readonly accent: string
  readonly red: string
  readonly yellow: string
  readonly green: string
  readonly none: string
  readonly land: string
  readonly water: string
  readonly waterInk: string
  readonly hill: string
  readonly road: string
  readonly roadEdge: string
  readonly main: string
  readonly mainEdge: string
  readonly rail: string
  readonly border: string
  readonly place: string
  /** How much larger letters and marks are than at a desk: on a wall, in large print. */
  readonly scale: number
  readonly heat: readonly [low: string, middle: string, high: string]
}

/** Reads the colours that hold now; `mode` only says that they are new. */
export function readPaint(_mode: string): MapPaint {
  const style = getComputedStyle(document.documentElement)
  function token(name: string): string {
    return style.getPropertyValue(`--${name}`).trim()
  }
  return {
    ground: token('ground'),
    surface: token('surface'),
    edge: token('edge-strong'),
    ink: token('ink'),
    accent: token('accent'),
    red: token('lamp-red'),
    yellow: token('lamp-yellow'),
    green: token('lamp-green'),
    none: token('lamp-none'),
    land: token('map-land'),
    water: token('map-water'),
    waterInk: token('map-water-ink'),
    hill: token('map-hill'),
    road: token('map-road'),
    roadEdge: token('map-road-edge'),
    main: token('map-main'),
    mainEdge: token('map-main-edge'),
    rail: token('map-rail'),
    border: token('map-border'),
    place: token('map-place'),
    scale: Number.parseFloat(style.fontSize) / 14,
    heat: [token('map-heat-low'), token('map-heat-middle'), token('map-heat-high')],
  }
}
