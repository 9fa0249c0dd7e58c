import type { AnswerOf, readPeerGround } from '@duibiao/contract'

/** What can be compared of a kind of unit. */
export type Ground = AnswerOf<typeof readPeerGround>
export type GroundIndicator = Ground['indicators'][number]
