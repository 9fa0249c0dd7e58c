import { useAsk } from '../../wire/service-context.tsx'
import type { RowOf } from '../../wire/service-context.tsx'

export type Parameter = RowOf<'parameter.list'>
export type ParameterValue = Parameter['values'][number]
export type Setting = RowOf<'pack.settings'>

export function usePacks() {
  return useAsk('pack.list', { query: { limit: 50 } }, { staysFor: 600_000 })
}

/** Parameters of a pack as they stand on a day; today when it is not said. */
export function useParameters(pack: string, on: string) {
  const query = { limit: 200, ...(on !== '' && { on }) }
  return useAsk('parameter.list', { params: { pack }, query }, { isWanted: pack !== '' })
}

/** What the district has settled for a pack, in the order of recording. */
export function useSettings(pack: string) {
  return useAsk('pack.settings', { params: { pack }, query: { limit: 200 } }, { isWanted: pack !== '' })
}
