import { useState } from 'react'
import type { Position } from './area-shape.ts'

/** Why a device does not say where it is; texts of `form`. */
export type PositionFault = 'place.denied' | 'place.unknown' | 'place.no_means'

/** Asks the device where it is, once, when somebody has pressed for it. It goes to whoever asked and nowhere else. */
export function useOwnPosition() {
  const [isFinding, setFinding] = useState(false)
  const [fault, setFault] = useState<PositionFault>()
  function find(onFound: (position: Position) => void): void {
    setFault(undefined)
    if (!('geolocation' in navigator)) {
      setFault('place.no_means')
      return
    }
    setFinding(true)
    navigator.geolocation.getCurrentPosition(
      ({ coords: { longitude, latitude } }) => {
        setFinding(false)
        onFound({ longitude, latitude })
      },
      ({ code, PERMISSION_DENIED }) => {
        setFinding(false)
        setFault(code === PERMISSION_DENIED ? 'place.denied' : 'place.unknown')
      },
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    )
  }
  return { isFinding, fault, find }
}
