import { useTranslation } from 'react-i18next'
import { Answered } from './answered.tsx'
import { CatchUpChart } from './catch-up-chart.tsx'
import { CatchUpTable } from './catch-up-table.tsx'
import type { Choice } from './choice.ts'
import { JudgedSelect } from './judged-select.tsx'
import { usualHorizon } from './peer-state.ts'
import { PlaceSelect } from './place-select.tsx'
import { useCatchUp } from './queries.ts'
import type { CatchUp } from './queries.ts'
import { usePeerState } from './use-peer-state.ts'
import { useWriting } from './writing.ts'

const horizons = [3, 5, 10, 15] as const

/** When one place catches the other up if both go on as they have, and what such projections were worth. */
export function CatchUpView({ choice }: { choice: Choice }) {
  const { t } = useTranslation('peer')
  const { state, change } = usePeerState()
  const peer = state.peer ?? choice.ground.places.find(({ code }) => code !== choice.own)?.code
  const { indicator } = choice
  const alone = peer === undefined || peer === choice.own ? t('catch_up.choose') : undefined
  const none = indicator === undefined ? t('worse.choose') : alone
  return (
    <section className="panel peer-block" aria-labelledby="peer-catch-up">
      <h2 id="peer-catch-up">{t('catch_up.title')}</h2>
      <div className="peer-choices">
        <JudgedSelect choice={choice} />
        <label>
          <span className="soft">{t('gap.peer')}</span>
          <PlaceSelect
            places={choice.ground.places}
            value={peer ?? ''}
            onValue={(code) => change({ peer: code })}
          />
        </label>
        <label>
          <span className="soft">{t('catch_up.horizon')}</span>
          <select
            className="input"
            value={state.horizon}
            onChange={({ target }) =>
              change({
                horizon: Number(target.value) === usualHorizon ? undefined : target.value,
              })
            }
          >
            {[...new Set([...horizons, state.horizon])].map((years) => (
              <option key={years} value={years}>
                {t('catch_up.years', { count: years })}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Answered query={useCatchUp(state, choice, peer)} none={none}>
        {(found) =>
          indicator !== undefined && (
            <>
              <Projection found={found} />
              <figure className="peer-figure" aria-label={t('catch_up.chart')}>
                <CatchUpChart choice={choice} indicator={indicator} found={found} />
              </figure>
              <Facts choice={choice} code={indicator.code} found={found} />
              <CatchUpTable choice={choice} indicator={indicator} found={found} />
            </>
          )
        }
      </Answered>
    </section>
  )
}

/** The date with its interval in a sentence, or why there is none. */
function Projection({ found }: { found: CatchUp }) {
  const { t } = useTranslation('peer')
  const { own, peer, catch_up: projected } = found
  if (projected === null) return <p className="peer-headline">{t('catch_up.few_years')}</p>
  const isBehind = projected.behind === 'own'
  const words = {
    behind: isBehind ? own.name : peer.name,
    before: isBehind ? peer.name : own.name,
    at: yearOf(projected.at),
    earliest: yearOf(projected.earliest),
    latest: yearOf(projected.latest),
  }
  if (projected.behind === 'neither') return <p className="peer-headline">{t('catch_up.level', words)}</p>
  if (projected.at === null) return <p className="peer-headline">{t('catch_up.never', words)}</p>
  return (
    <p className="peer-headline">
      {t('catch_up.at', words)} <span className="soft">{t(intervalKey(projected), words)}</span>
    </p>
  )
}

function intervalKey({ earliest, latest }: NonNullable<CatchUp['catch_up']>) {
  if (earliest === null) return 'catch_up.no_interval'
  return latest === null ? 'catch_up.open_interval' : 'catch_up.interval'
}

function yearOf(year: number | null): string {
  return year === null ? '–' : String(Math.round(year))
}

/** Trends, and how projections of earlier years fared: a projection is no promise. */
function Facts({ choice, code, found }: { choice: Choice; code: string; found: CatchUp }) {
  const { t } = useTranslation('peer')
  const write = useWriting(choice.ground)
  const { own, peer, goal, back_test: test } = found
  return (
    <ul className="peer-findings">
      {goal !== null &&
        [own, peer].map((one) => (
          <li key={one.code}>
            {t('catch_up.trend', {
              name: one.name,
              trend: t(`trend.${one.trend ?? 'none'}`),
              goal: write.value(code, goal.value),
              year: goal.year,
            })}
          </li>
        ))}
      <li>
        {test.until === null || test.asked === 0
          ? t('catch_up.untested')
          : t('catch_up.tested', {
              until: test.until,
              horizon: test.horizon,
              asked: test.asked,
              said: test.said,
              came: test.said_and_came,
              unsaid: test.unsaid,
              unsaidCame: test.unsaid_but_came,
            })}
      </li>
    </ul>
  )
}
