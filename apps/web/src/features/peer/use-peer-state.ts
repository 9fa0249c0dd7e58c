import { useAddressState } from '../../ui/use-address-state.ts'
import type { AddressState } from '../../ui/use-address-state.ts'
import { readState } from './peer-state.ts'
import type { PeerState } from './peer-state.ts'

/** What the page of peers shows. */
export function usePeerState(): AddressState<PeerState> {
  return useAddressState(readState, { isStep: false })
}
