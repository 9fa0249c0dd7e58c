import { GapWorkLink } from '../../ui/gap-work-link.tsx'
import type { Choice } from './choice.ts'
import type { GapPart, SplitGap } from './queries.ts'
import { usePeerState } from './use-peer-state.ts'
import { useWriting } from './writing.ts'

interface PartWorkProps {
  readonly choice: Choice
  readonly gap: SplitGap
  readonly part: GapPart
}

/** Makes work of a part of a gap, where both have a value and somebody says which is better. */
export function PartWork({ choice, gap, part }: PartWorkProps) {
  const { state } = usePeerState()
  const write = useWriting(choice.ground)
  const { indicator, better, own_value: own, peer_value: peer, name } = part
  if (better === undefined || own === null || peer === null) return undefined
  const found = choice.ground.indicators.find(({ code }) => code === indicator)
  return (
    <GapWorkLink
      gap={{
        indicator: (found?.name ?? name)?.zh ?? indicator,
        better,
        period: gap.period,
        own: write.told(indicator, own),
        peer: gap.peer.name,
        peerValue: write.told(indicator, peer),
        valueUnit: write.measureOf(indicator),
        whose: gap.own.name,
        ...(state.units === 'office' && { office: gap.own.code }),
      }}
    />
  )
}
