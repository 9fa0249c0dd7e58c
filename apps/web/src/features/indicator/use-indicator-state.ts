import { useAddressState } from '../../ui/use-address-state.ts'
import type { AddressState } from '../../ui/use-address-state.ts'
import { readState } from './indicator-state.ts'
import type { IndicatorState } from './indicator-state.ts'

/** What the page of an indicator shows. */
export function useIndicatorState(): AddressState<IndicatorState> {
  return useAddressState(readState, { isStep: true })
}
