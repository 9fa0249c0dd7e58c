import type {
  AnswerOf,
  findPeers,
  findRivals,
  projectCatchUp,
  readBoundary,
  splitGap,
  supposeGap,
} from '@duibiao/contract'
import { useAsk } from '../../wire/service-context.tsx'
import type { RowOf } from '../../wire/service-context.tsx'
import type { Choice } from './choice.ts'
import type { PeerState } from './peer-state.ts'

export type Peer = AnswerOf<typeof findPeers>['peers'][number]
export type SplitGap = AnswerOf<typeof splitGap>
export type GapPart = SplitGap['parts'][number]
export type Rivals = AnswerOf<typeof findRivals>
export type Supposed = AnswerOf<typeof supposeGap>
export type CatchUp = AnswerOf<typeof projectCatchUp>
export type Finding = SplitGap['findings'][number]
export type Boundary = AnswerOf<typeof readBoundary>
export type PeerList = RowOf<'peer_list.list'>
export type WorseUnit = RowOf<'peer.worsening'>

/** What is asked again only when something was chosen otherwise. */
const seldom = { keeps: true, staysFor: 300_000 } as const

export function useGround(units: PeerState['units']) {
  return useAsk('peer.ground', { params: { units } }, { staysFor: 60_000 })
}

/** How peers are chosen, as the service is asked. */
function choiceOf({ units }: PeerState, { period, characteristics }: Choice) {
  return {
    units,
    period,
    characteristics: characteristics.map(({ per, ...one }) => ({
      ...one,
      ...(per !== undefined && { per }),
    })),
  }
}

export function usePeers(state: PeerState, choice: Choice) {
  const among = state.list === undefined ? {} : { among: { list: state.list } }
  const body = { unit: choice.own, choice: choiceOf(state, choice), ...among }
  return useAsk('peer.find', { body }, { ...seldom, isWanted: choice.characteristics.length > 0 })
}

export function useWorsening(state: PeerState, choice: Choice) {
  const { indicator } = choice
  const body = {
    indicator: indicator?.code ?? '',
    better: indicator?.better ?? ('higher' as const),
    choice: choiceOf(state, choice),
  }
  const isWanted = indicator !== undefined && choice.characteristics.length > 0
  return useAsk('peer.worsening', { body }, { ...seldom, isWanted })
}

export function usePeerLists() {
  return useAsk('peer_list.list', {})
}

/** By what units are compared: a kept result, or the chosen indicators. */
function basisOf(state: PeerState, { period, indicators }: Choice) {
  if (state.ranking !== undefined) return { kind: 'ranking' as const, ranking: state.ranking }
  const { units, method } = state
  return {
    kind: 'indicators' as const,
    units,
    period,
    method,
    indicators: indicators.map((one) => ({ ...one })),
  }
}

function isComparable(state: PeerState, choice: Choice): boolean {
  return choice.own !== '' && (state.ranking !== undefined || choice.indicators.length > 0)
}

export function useRivals(state: PeerState, choice: Choice) {
  const body = { basis: basisOf(state, choice), unit: choice.own }
  return useAsk('gap.rivals', { body }, { ...seldom, isWanted: isComparable(state, choice) })
}

/** The gap of the address, as the service is asked. */
export function gapAsked(state: PeerState, choice: Choice, peer: string) {
  return { basis: basisOf(state, choice), own: choice.own, peer }
}

export function useGap(state: PeerState, choice: Choice, peer: string | undefined) {
  const body = gapAsked(state, choice, peer ?? '')
  const isWanted = isComparable(state, choice) && peer !== undefined
  return useAsk('gap.split', { body }, { ...seldom, isWanted })
}

export function useSupposed(state: PeerState, choice: Choice) {
  const supposed = state.supposed.map((one) => ({ ...one, unit: choice.own }))
  const body = { basis: basisOf(state, choice), unit: choice.own, supposed }
  return useAsk('gap.suppose', { body }, { ...seldom, isWanted: supposed.length > 0 })
}

export function useCatchUp(state: PeerState, choice: Choice, peer: string | undefined) {
  const { indicator, own } = choice
  const body = {
    units: state.units,
    indicator: indicator?.code ?? '',
    better: indicator?.better ?? ('higher' as const),
    own,
    peer: peer ?? '',
    horizon: state.horizon,
  }
  const isWanted = indicator !== undefined && peer !== undefined && peer !== own
  return useAsk('gap.catch_up', { body }, { ...seldom, isWanted })
}

/** The values by which a map is coloured. */
export function useShownValues({ units }: PeerState, { period }: Choice, indicator: string | undefined) {
  const query = { units, period, indicator: indicator ?? '' }
  return useAsk('peer.values', { query }, { ...seldom, isWanted: indicator !== undefined })
}

/** The newest boundaries of divisions that somebody handed in. */
export function useNewestBoundary(units: PeerState['units']) {
  const options = { staysFor: 60_000, isWanted: units === 'division' }
  return useAsk('boundary.list', { query: { limit: 1 } }, options)
}

/** Their shapes, which never change; names may. */
export function useBoundary(boundary: number | undefined) {
  const options = { staysFor: 600_000, isWanted: boundary !== undefined }
  return useAsk('boundary.read', { params: { boundary: boundary ?? 1 } }, options)
}

/** Streets as the registry has them. */
export function useStreetShapes(units: PeerState['units']) {
  return useAsk(
    'area.shapes',
    { query: { level: 'street' } },
    { staysFor: 600_000, isWanted: units === 'area' },
  )
}
