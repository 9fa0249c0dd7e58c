import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { writeAddress } from './list-address.ts'
import type { AddressChange } from './list-address.ts'

/** What a page shows, as its address says it. */
export interface AddressState<State> {
  readonly state: State
  readonly change: (change: AddressChange) => void
  /** The address that a change would lead to. */
  readonly addressOf: (change: AddressChange) => string
}

/**
 * Keeps what a page shows in its address and nowhere else.
 * @param read a function of a module, always the same
 * @param isStep whether going back undoes a change
 */
export function useAddressState<State>(
  read: (search: URLSearchParams) => State,
  { isStep }: { readonly isStep: boolean },
): AddressState<State> {
  const [search, setSearch] = useSearchParams()
  const state = useMemo(() => read(search), [read, search])
  const change = useCallback(
    // The address itself: a second change may come before the first was drawn.
    (given: AddressChange) =>
      setSearch(writeAddress(new URLSearchParams(location.search), given), { replace: !isStep }),
    [setSearch, isStep],
  )
  const addressOf = useCallback(
    (given: AddressChange) => `?${writeAddress(search, given).toString()}`,
    [search],
  )
  return { state, change, addressOf }
}
