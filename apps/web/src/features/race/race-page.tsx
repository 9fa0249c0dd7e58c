import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { ObjectionPart } from './objection-part.tsx'
import { useRace } from './queries.ts'
import type { Race } from './queries.ts'
import { StageActs } from './stage-acts.tsx'
import { StageView } from './stage-view.tsx'
import { StandingTable } from './standing-table.tsx'
import './race.css'

/** One race: its zones and their policies, its stages on a line, and the stage that is looked at. */
export function RacePage() {
  const { race = '' } = useParams()
  return <Shown query={useRace(race)}>{(found) => <Detail key={found.id} race={found} />}</Shown>
}

function Detail({ race }: { race: Race }) {
  const { t } = useTranslation('race')
  const formats = useFormats()
  const say = useWording()
  const [search] = useSearchParams()
  const asked = race.stages.find(({ no }) => String(no) === search.get('stage'))
  const newest = race.stages.findLast(({ results }) => results.length > 0)
  const stage = asked ?? newest ?? race.stages[0]
  const { recipe } = race
  return (
    <article className="race">
      <PageHead
        title={race.name}
        beside={<span className="data-tag">{t(`status.${race.status}`)}</span>}
        what={t('head', {
          number: race.number,
          office: race.lead_office_name,
          at: formats.moment(race.announced_at),
        })}
        acts={
          <Link to={`/matters/${race.id}`}>
            <Button tabIndex={-1}>{t('act.matter')}</Button>
          </Link>
        }
      />
      <Waiting race={race} />
      <section className="panel race-block">
        <h2>{t('recipe.title')}</h2>
        <p>
          <Link to={`/recipes/${encodeURIComponent(recipe.recipe)}/${recipe.version}`}>
            {t('recipe.named', { name: say(recipe.name), version: recipe.version })}
          </Link>
        </p>
        <p className="soft small">
          {t('recipe.frozen', {
            at: recipe.approved_at === undefined ? '' : formats.moment(recipe.approved_at),
            from: recipe.from,
            to: recipe.to,
          })}{' '}
          {t(`recipe.shown.${recipe.shown}`)}
        </p>
        <p className="soft small">
          {t('recipe.digest')} <code className="race-digest">{recipe.hash}</code>
        </p>
      </section>
      <section className="panel race-block">
        <h2>{t('standings.title')}</h2>
        <StageLine race={race} shown={stage?.no} />
        <StandingTable race={race} />
        <p className="soft small">{t('no_personnel')}</p>
      </section>
      {stage !== undefined && <StageView race={race} stage={stage} />}
      {stage !== undefined && <StageActs key={stage.no} race={race} stage={stage} />}
      {stage !== undefined && <ObjectionPart key={`objections ${stage.no}`} race={race} stage={stage} />}
      <Zones race={race} />
    </article>
  )
}

/** Who the race waits for; what is done on the page of its matter is done there. */
function Waiting({ race }: { race: Race }) {
  const { t } = useTranslation('race')
  const say = useWording()
  const steps = race.steps.map(({ name }) => say(name))
  const own = race.allowed.filter((one) => one !== 'object').map((act) => t(`waits.${act}`))
  const all = [...steps, ...own]
  if (all.length === 0) return undefined
  return (
    <p className="race-waiting" role="status">
      {t('waits.for', { steps: all.join(t('and')) })}{' '}
      {steps.length > 0 && <Link to={`/matters/${race.id}`}>{t('waits.there')}</Link>}
    </p>
  )
}

function StageLine({ race, shown }: { race: Race; shown: number | undefined }) {
  const { t } = useTranslation('race')
  return (
    <nav aria-label={t('stages')}>
      <ol className="race-line">
        {race.stages.map(({ no, name, from, to, state, until }) => (
          <li key={no} data-state={state}>
            <Link to={`?stage=${no}`} aria-current={no === shown ? 'step' : undefined}>
              <strong dir="auto">{name}</strong>
            </Link>
            <span className="number small soft">{t('from_to', { from, to })}</span>
            <span className="data-tag">{t(`state.${state}`)}</span>
            {until !== undefined && <span className="small">{t('until', { until })}</span>}
          </li>
        ))}
      </ol>
    </nav>
  )
}

function Zones({ race }: { race: Race }) {
  const { t } = useTranslation('race')
  return (
    <section className="panel race-block">
      <h2>{t('zones.title')}</h2>
      <ul className="race-zones">
        {race.zones.map((zone) => (
          <li key={zone.no}>
            <h3 dir="auto">{zone.name}</h3>
            <dl>
              <dt>{t('zones.policy')}</dt>
              <dd className="words" dir="auto">
                {zone.policy}
              </dd>
              <dt>{t('zones.areas')}</dt>
              <dd>{zone.areas.map(({ name }) => name).join(t('and'))}</dd>
              <dt>{t('zones.office')}</dt>
              <dd>{zone.office_name}</dd>
              {zone.group !== undefined && (
                <>
                  <dt>{t('zones.group')}</dt>
                  <dd>{zone.group}</dd>
                </>
              )}
            </dl>
          </li>
        ))}
      </ul>
    </section>
  )
}
