import { useId, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { innerPoint } from '../../ui/inner-point.ts'
import { PlotFrame } from '../../ui/plot-frame.tsx'
import type { Choice } from './choice.ts'
import { MapHatch, RivalMark } from './map-mark.tsx'
import { drawMap, middleOf, nextPlace } from './map-plane.ts'
import type { DrawnPlace, MapShape } from './map-plane.ts'
import type { MapPlace } from './map-place.ts'
import { usePeerState } from './use-peer-state.ts'
import { useRoleWords } from './use-role-words.ts'
import { useWriting } from './writing.ts'

interface MapPictureProps {
  readonly choice: Choice
  readonly shapes: readonly MapShape[]
  readonly places: readonly MapPlace[]
  /** The indicator by which it is coloured. */
  readonly shown: string | undefined
  readonly chosen: string | undefined
}

/** The most pixels upwards, in letters. */
const mostLetters = 36

/** The places as a drawing: one is chosen by pressing it, or by arrow keys. */
export function MapPicture(props: MapPictureProps) {
  return (
    <PlotFrame isSpoken>
      {({ width, letter }) => <Canvas {...props} width={width} letter={letter} />}
    </PlotFrame>
  )
}

interface CanvasProps extends MapPictureProps {
  readonly width: number
  readonly letter: number
}

function Canvas({ choice, shapes, places, shown, chosen, width, letter }: CanvasProps) {
  const { t } = useTranslation('peer')
  const { state, change } = usePeerState()
  const id = useId()
  const { isNear } = state
  const known = useMemo(() => new Map(places.map((place) => [place.code, place])), [places])
  const map = useMemo(() => {
    const near = isNear ? places.filter(({ role }) => isMeant(role)).map(({ code }) => code) : []
    return drawMap(shapes, { width, mostHeight: letter * mostLetters, near: new Set(near) })
  }, [shapes, places, isNear, width, letter])
  const drawn = map.places.flatMap((one) => {
    const place = known.get(one.code)
    return place === undefined ? [] : [{ one, place }]
  })
  const isThere = drawn.some(({ one }) => one.code === chosen)
  return (
    <svg
      className="peer-map"
      width={width}
      height={map.height}
      role="listbox"
      tabIndex={0}
      aria-label={t('map.list')}
      aria-activedescendant={isThere ? `${id}-${chosen ?? ''}` : undefined}
      onKeyDown={(event) => {
        const next = nextPlace(map.places, chosen, event.key)
        if (next !== undefined) change({ at: next })
        if (event.key.startsWith('Arrow')) event.preventDefault()
      }}
    >
      <MapHatch id={`${id}-hatch`} />
      {drawn.map(({ one, place }) => (
        <Place
          key={one.code}
          id={`${id}-${one.code}`}
          choice={choice}
          path={one.path}
          place={place}
          shown={shown}
          isChosen={one.code === chosen}
          missing={shown !== undefined && place.value === undefined ? `url(#${id}-hatch)` : undefined}
          onChoose={() => change({ at: one.code })}
        />
      ))}
      <g aria-hidden="true">
        {drawn.map(({ one, place: { code, role } }) => (
          <path
            key={code}
            className="peer-map-line"
            data-role={lineOf(role)}
            data-chosen={code === chosen}
            d={one.path}
          />
        ))}
        {drawn.map(({ one, place }) => (
          <Label key={one.code} drawn={one} place={place} isChosen={one.code === chosen} letter={letter} />
        ))}
      </g>
    </svg>
  )
}

function isMeant({ isOwn, peer, rival }: MapPlace['role']): boolean {
  return isOwn || peer !== undefined || rival !== undefined
}

function lineOf({ isOwn, peer }: MapPlace['role']): 'own' | 'peer' | undefined {
  return isOwn ? 'own' : peer === undefined ? undefined : 'peer'
}

interface PlaceProps {
  readonly id: string
  readonly choice: Choice
  readonly path: string
  readonly place: MapPlace
  readonly shown: string | undefined
  readonly isChosen: boolean
  /** The hatching of what has no value. */
  readonly missing: string | undefined
  readonly onChoose: () => void
}

function Place({ id, choice, path, place, shown, isChosen, missing, onChoose }: PlaceProps) {
  const { t } = useTranslation('peer')
  const write = useWriting(choice.ground)
  const roleWords = useRoleWords()
  const { name, value, shade, role } = place
  const told = value === undefined ? t('map.missing') : write.value(shown ?? '', value)
  const words = [name, ...roleWords(role), ...(shown === undefined ? [] : [told])].join(', ')
  return (
    <path
      id={id}
      role="option"
      aria-selected={isChosen}
      aria-label={words}
      className="peer-map-place"
      data-shade={shade}
      data-role={shown === undefined ? lineOf(role) : undefined}
      style={missing === undefined ? undefined : { fill: missing }}
      d={path}
      onClick={onChoose}
    >
      <title>{words}</title>
    </path>
  )
}

interface LabelProps {
  readonly drawn: DrawnPlace
  readonly place: MapPlace
  readonly isChosen: boolean
  readonly letter: number
}

/** The name where it fits into its place, and always of what was chosen; the number of a peer; the mark of a rival. */
function Label({ drawn, place: { name, role }, isChosen, letter }: LabelProps) {
  const small = letter * 0.85
  const room = drawn.box.right - drawn.box.left
  const number = role.peer === undefined ? '' : String(role.peer)
  const full = number === '' ? name : `${number} ${name}`
  const fits = lengthOf(full, small) <= room && drawn.box.bottom - drawn.box.top > small * 1.5
  const text = fits || isChosen || role.isOwn ? full : number
  const isEmpty = text === '' && role.rival === undefined
  const [x, y] = useMemo(
    () => (isEmpty ? middleOf(drawn) : (innerPoint(drawn.rings) ?? middleOf(drawn))),
    [drawn, isEmpty],
  )
  if (isEmpty) return undefined
  return (
    <g>
      {text !== '' && (
        <text className="peer-map-name" data-own={role.isOwn} x={x} y={y} fontSize={small}>
          {text}
        </text>
      )}
      {role.rival !== undefined && (
        <RivalMark side={role.rival} x={x} y={text === '' ? y : y - small * 1.1} size={small * 0.45} />
      )}
    </g>
  )
}

/** About how wide a text is, pixels: Chinese characters are square. */
function lengthOf(text: string, size: number): number {
  const square = text.match(/\p{Script=Han}/gu)?.length ?? 0
  return (square + 0.58 * (text.length - square)) * size
}
