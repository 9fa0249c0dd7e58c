import { useTranslation } from 'react-i18next'
import { Shown } from '../../ui/screen-state.tsx'
import { Answered } from '../peer/answered.tsx'
import { makeChoice } from '../peer/choice.ts'
import type { Choice } from '../peer/choice.ts'
import { GapTable } from '../peer/gap-table.tsx'
import { PeerTable } from '../peer/peer-table.tsx'
import { useGap, useGround, usePeers, useRivals } from '../peer/queries.ts'
import type { SplitGap } from '../peer/queries.ts'
import { RivalList } from '../peer/rival-list.tsx'
import { usePeerState } from '../peer/use-peer-state.ts'
import { WaterfallChart } from '../peer/waterfall-chart.tsx'
import { ValuePair } from '../peer/value-pair.tsx'
import '../peer/peer.css'
import { BriefingFrame, BriefingPart } from './briefing-frame.tsx'
import { useGapBriefing, useGapWorkbook } from './queries.ts'
import type { Briefing } from './queries.ts'

/** 对标分析报告 of the gap that the address names, as the page of peers and gaps does. */
export function GapBriefing() {
  const { state } = usePeerState()
  const query = useGround(state.units)
  return <Shown query={query}>{(ground) => <OfPair choice={makeChoice(ground, state)} />}</Shown>
}

function OfPair({ choice }: { readonly choice: Choice }) {
  const { t } = useTranslation('briefing')
  const { state } = usePeerState()
  const query = useGapBriefing(state, choice, state.peer)
  const gap = useGap(state, choice, state.peer)
  return (
    <Answered query={query} none={state.peer === undefined ? t('gap.none') : undefined}>
      {(briefing) => (
        <Answered query={gap}>
          {(found) => <Paper choice={choice} briefing={briefing} gap={found} />}
        </Answered>
      )}
    </Answered>
  )
}

interface PaperProps {
  readonly choice: Choice
  readonly briefing: Briefing
  readonly gap: SplitGap
}

function Paper({ choice, briefing, gap }: PaperProps) {
  const { t } = useTranslation('briefing')
  const { state, addressOf } = usePeerState()
  const fetchWorkbook = useGapWorkbook(state, choice, gap.peer.code)
  return (
    <BriefingFrame briefing={briefing} back={`/peers${addressOf({})}`} fetchWorkbook={fetchWorkbook}>
      {briefing.has_scores ? (
        <>
          <BriefingPart title={t('gap.parts')}>
            <figure className="peer-figure">
              <WaterfallChart choice={choice} gap={gap} />
            </figure>
            <div className="briefing-actless">
              <GapTable choice={choice} gap={gap} />
            </div>
          </BriefingPart>
          <Rivals choice={choice} />
        </>
      ) : (
        <BriefingPart title={t('gap.values')}>
          <div className="briefing-actless">
            <ValuePair choice={choice} gap={gap} />
          </div>
        </BriefingPart>
      )}
      <Peers choice={choice} />
    </BriefingFrame>
  )
}

function Rivals({ choice }: { readonly choice: Choice }) {
  const { t } = useTranslation('briefing')
  const { state } = usePeerState()
  const query = useRivals(state, choice)
  return (
    <BriefingPart title={t('gap.rivals')}>
      <Answered query={query}>
        {(rivals) => (
          <div className="briefing-actless briefing-headless">
            <RivalList choice={choice} rivals={rivals} />
          </div>
        )}
      </Answered>
    </BriefingPart>
  )
}

/** Where characteristics are chosen, the places most like one's own. */
function Peers({ choice }: { readonly choice: Choice }) {
  const { t } = useTranslation('briefing')
  const { state } = usePeerState()
  const query = usePeers(state, choice)
  if (choice.characteristics.length === 0 || query.data === undefined || query.data.peers.length === 0) {
    return undefined
  }
  return (
    <BriefingPart title={t('gap.peers')}>
      <p className="soft">{t('gap.peers_what', { count: query.data.places, name: query.data.unit.name })}</p>
      <div className="briefing-actless">
        <PeerTable choice={choice} peers={query.data.peers} />
      </div>
    </BriefingPart>
  )
}
