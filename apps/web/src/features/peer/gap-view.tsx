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

/** Against the peer of the address, or the nearest ahead. */
function Against({ choice, rivals }: { choice: Choice; rivals: Rivals }) {
  const { t } = useTranslation('peer')
  const { state, change } = usePeerState()
  const peer = state.peer ?? rivals.ahead[0]?.code ?? rivals.behind[0]?.code
  const query = useGap(state, choice, peer)
  return (
    <>
      <RivalList choice={choice} rivals={rivals} />
      <section className="panel peer-block" aria-labelledby="peer-gap">
        <header>
          <h2 id="peer-gap">{t('gap.title')}</h2>
          <label className="peer-choices">
            <span className="soft">{t('gap.peer')}</span>
            <PlaceSelect
              places={choice.ground.places}
              value={peer ?? ''}
              onValue={(code) => change({ peer: code })}
            />
          </label>
          {query.data !== undefined && query.error === null && <Export choice={choice} gap={query.data} />}
        </header>
        <Answered query={query} none={peer === undefined ? t('gap.alone') : undefined}>
          {(gap) => <Split choice={choice} gap={gap} />}
        </Answered>
      </section>
      {query.data !== undefined && query.error === null && <WhatIf choice={choice} gap={query.data} />}
    </>
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
