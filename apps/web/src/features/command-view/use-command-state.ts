import { useCallback, useEffect, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { appearance, changeAppearance } from '../../look/appearance.ts'
import { writeAddress } from '../../ui/list-address.ts'
import { readState } from './command-state.ts'
import type { AddressChange, CommandState } from './command-state.ts'

/** What the address says, and how to change it. Nothing of the view is kept elsewhere. */
export function useCommandState(): {
  readonly state: CommandState
  readonly change: (change: AddressChange) => void
} {
  const [search, setSearch] = useSearchParams()
  const state = useMemo(() => readState(search), [search])
  const change = useCallback(
    (given: AddressChange) => setSearch((current) => writeAddress(current, given), { replace: true }),
    [setSearch],
  )
  return { state, change }
}

/** A wall is light by day and dark by night, whatever the person at the desk has chosen, who gets that back afterwards. */
export function useWallLook(wall: CommandState['wall']): void {
  useEffect(() => {
    if (wall === undefined) return undefined
    const { mode } = appearance()
    changeAppearance({ mode: wall === 'night' ? 'dark' : 'light' })
    return () => changeAppearance({ mode })
  }, [wall])
}
