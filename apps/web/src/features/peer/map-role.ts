import type { Peer, Rivals } from './queries.ts'

/** What a place is to one's own. */
export interface MapRole {
  readonly isOwn: boolean
  /** Its place among the peers, from 1. */
  readonly peer: number | undefined
  readonly rival: 'ahead' | 'behind' | undefined
}

const nothing: MapRole = { isOwn: false, peer: undefined, rival: undefined }

/** Who is what to a place, by code. Who is next is not told where bands alone are made known. */
export function rolesOf(
  own: string,
  peers: readonly Pick<Peer, 'code'>[],
  rivals: Pick<Rivals, 'has_scores' | 'ahead' | 'behind'> | undefined,
): (code: string) => MapRole {
  const places = new Map(peers.map(({ code }, place) => [code, place + 1]))
  const told = rivals?.has_scores === true ? rivals : undefined
  const ahead = new Set(told?.ahead.map(({ code }) => code))
  const behind = new Set(told?.behind.map(({ code }) => code))
  return (code) =>
    code === own
      ? { ...nothing, isOwn: true }
      : {
          isOwn: false,
          peer: places.get(code),
          rival: ahead.has(code) ? 'ahead' : behind.has(code) ? 'behind' : undefined,
        }
}
