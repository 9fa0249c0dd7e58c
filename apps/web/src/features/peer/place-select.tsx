import type { Ground } from './ground.ts'

interface PlaceSelectProps {
  readonly places: Ground['places']
  readonly value: string
  readonly onValue: (code: string) => void
}

/** One of the places; names alone may stand for several, so that codes stand beside them. */
export function PlaceSelect({ places, value, onValue }: PlaceSelectProps) {
  const isKnown = places.some(({ code }) => code === value)
  return (
    <select className="input" value={value} onChange={({ target }) => onValue(target.value)}>
      {!isKnown && <option value={value}>{value}</option>}
      {places.map(({ code, name }) => (
        <option key={code} value={code}>
          {/^\d+$/.test(code) ? `${name} ${code}` : name}
        </option>
      ))}
    </select>
  )
}
