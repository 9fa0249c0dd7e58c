import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/me.tsx'
import { BriefingMenu } from '../briefing/briefing-menu.tsx'
import { useGapWorkbook } from '../briefing/queries.ts'
import { Answered } from './answered.tsx'
import type { Choice } from './choice.ts'
import { FindingLines } from './finding-lines.tsx'
import { GapTable } from './gap-table.tsx'
import { IndicatorFields } from './indicator-fields.tsx'
import { PlaceSelect } from './place-select.tsx'
import { useGap, useRivals } from './queries.ts'
import type { Rivals, SplitGap } from './queries.ts'
import { RivalList } from './rival-list.tsx'
import { usePeerState } from './use-peer-state.ts'
import { ValuePair } from './value-pair.tsx'
import { WaterfallChart } from './waterfall-chart.tsx'
import { WhatIf } from './what-if.tsx'
import { useWriting } from './writing.ts'

/** The difference of two places, split into indicators; who stands next; and what would be if. */
export function GapView({ choice }: { choice: Choice }) {
  const { t } = useTranslation('peer')
  const { state } = usePeerState()
  const isChosen = state.ranking !== undefined || choice.indicators.length > 0
  return (
    <>
      <IndicatorFields choice={choice} />
      <Answered query={useRivals(state, choice)} none={isChosen ? undefined : t('gap.choose')}>
        {(rivals) => <Against choice={choice} rivals={rivals} />}
      </Answered>
    </>
  )
}

/** Against the peer of the address, or the nearest ahead; who is next would tell a place where bands alone are made known. */
function Against({ choice, rivals }: { choice: Choice; rivals: Rivals }) {
  const { state } = usePeerState()
  const next = rivals.has_scores ? (rivals.ahead[0] ?? rivals.behind[0]) : undefined
  const peer = state.peer ?? next?.code
  const query = useGap(state, choice, peer)
  const gap = query.error === null ? query.data : undefined
  const none = useTranslation('peer').t(rivals.has_scores ? 'gap.alone' : 'gap.choose_peer')
  return (
    <>
      {rivals.has_scores && <RivalList choice={choice} rivals={rivals} />}
      <section className="panel peer-block" aria-labelledby="peer-gap">
        <GapHead choice={choice} peer={peer} gap={gap} />
        <Answered query={query} none={peer === undefined ? none : undefined}>
          {(found) =>
            found.has_scores ? (
              <Split choice={choice} gap={found} />
            ) : (
              <Compared choice={choice} gap={found} />
            )
          }
        </Answered>
      </section>
      {gap?.has_scores === true && <WhatIf choice={choice} gap={gap} />}
    </>
  )
}

interface GapHeadProps {
  readonly choice: Choice
  readonly peer: string | undefined
  readonly gap: SplitGap | undefined
}

function GapHead({ choice, peer = '', gap }: GapHeadProps) {
  const { t } = useTranslation('peer')
  const { change } = usePeerState()
  return (
    <header>
      <h2 id="peer-gap">{t('gap.title')}</h2>
      <label className="peer-choices">
        <span className="soft">{t('gap.peer')}</span>
        <PlaceSelect places={choice.ground.places} value={peer} onValue={(code) => change({ peer: code })} />
      </label>
      {gap !== undefined && <Export choice={choice} gap={gap} />}
    </header>
  )
}

/** 导出报告 of the gap that is shown; the paper's address names both. */
function Export({ choice, gap }: { choice: Choice; gap: SplitGap }) {
  const { t } = useTranslation('peer')
  const may = useMay()
  const { state, addressOf } = usePeerState()
  const { own, peer } = gap
  const fetchWorkbook = useGapWorkbook(state, choice, peer.code)
  if (!may('gap.briefing_export')) return undefined
  return (
    <BriefingMenu
      path={`/peers/briefing${addressOf({ own: own.code, peer: peer.code })}`}
      name={t('gap.file', { own: own.name, peer: peer.name })}
      fetchWorkbook={fetchWorkbook}
    />
  )
}

/** Of a result in bands: what both have, and what is not told. */
function Compared({ choice, gap }: { choice: Choice; gap: SplitGap }) {
  const { t } = useTranslation('peer')
  return (
    <>
      <p className="soft small">{t('gap.bands')}</p>
      {gap.missing.length > 0 && <Missing choice={choice} gap={gap} />}
      <FindingLines findings={gap.findings.filter(({ path }) => concerns(path, gap))} />
      <ValuePair choice={choice} gap={gap} />
    </>
  )
}

function Split({ choice, gap }: { choice: Choice; gap: SplitGap }) {
  const { t } = useTranslation('peer')
  const write = useWriting(choice.ground)
  const words = {
    own: gap.own.name,
    ownScore: write.score(gap.own.score),
    peer: gap.peer.name,
    peerScore: write.score(gap.peer.score),
    gap: write.score(Math.abs(gap.gap)),
  }
  return (
    <>
      <p className="peer-headline">{t(gap.gap >= 0 ? 'gap.behind' : 'gap.ahead', words)}</p>
      <p className="soft small">
        {t(`gap.method.${gap.method}`)} {t('gap.adds_up')}
      </p>
      {gap.missing.length > 0 && <Missing choice={choice} gap={gap} />}
      <FindingLines findings={gap.findings.filter(({ path }) => concerns(path, gap))} />
      <figure className="peer-figure" aria-label={t('gap.chart')}>
        <WaterfallChart choice={choice} gap={gap} />
      </figure>
      <GapTable choice={choice} gap={gap} />
    </>
  )
}

/** Of what is missing elsewhere the two need not hear. */
function concerns(path: string, { own, peer }: SplitGap): boolean {
  const [, part, unit] = path.split('/')
  return part !== 'values' || unit === own.code || unit === peer.code
}

function Missing({ choice, gap }: { choice: Choice; gap: SplitGap }) {
  const { t } = useTranslation('peer')
  const write = useWriting(choice.ground)
  return (
    <ul className="peer-findings small" aria-label={t('missing.title')}>
      {gap.missing.map((one) => (
        <li key={one.indicator}>
          {t(`missing.${one.of}`, {
            indicator: write.named(one),
            own: gap.own.name,
            peer: gap.peer.name,
          })}
        </li>
      ))}
    </ul>
  )
}
