import { ArrowLeftOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { BriefingPart } from '../briefing/briefing-frame.tsx'
import { hasNotice } from './notice.ts'
import { useRace } from './queries.ts'
import type { Race, Result, Stage } from './queries.ts'
import { ResultTable } from './stage-view.tsx'
import '../briefing/briefing.css'
import './race.css'

/** 公示表: the result of a stage as it is posted up; what leaders said and who objected is not on it. */
export function RaceNotice() {
  const { race = '' } = useParams()
  return <Shown query={useRace(race)}>{(found) => <OfStage race={found} />}</Shown>
}

function OfStage({ race }: { readonly race: Race }) {
  const { t } = useTranslation('race')
  const [search] = useSearchParams()
  const stage = race.stages.find(({ no }) => String(no) === search.get('stage'))
  const result = stage?.results.at(-1)
  const back = stage === undefined ? `/races/${race.id}` : `/races/${race.id}?stage=${stage.no}`
  const isReady = stage !== undefined && result !== undefined && hasNotice(stage)
  return (
    <article className="briefing">
      <div className="briefing-tools">
        <Link to={back}>
          <ArrowLeftOutlined /> {t('notice.back')}
        </Link>
        {isReady && (
          <Button type="primary" icon={<PrinterOutlined />} onClick={() => print()}>
            {t('notice.print')}
          </Button>
        )}
        <p className="soft small">{t(isReady ? 'notice.how' : 'notice.none')}</p>
      </div>
      {isReady && <Paper race={race} stage={stage} result={result} />}
    </article>
  )
}

interface PaperProps {
  readonly race: Race
  readonly stage: Stage
  readonly result: Result
}

function Paper({ race, stage, result }: PaperProps) {
  const { t } = useTranslation('race')
  const title = t('notice.title', { race: race.name, stage: stage.name })
  useEffect(() => {
    // The browser proposes it as the name of the PDF.
    document.title = title
  }, [title])
  const facts = [
    { name: t('column.number'), text: race.number },
    { name: t('column.lead'), text: race.lead_office_name },
    { name: t('notice.period'), text: t('from_to', { from: stage.from, to: stage.to }) },
    { name: t('column.stage'), text: t(`state.${stage.state}`) },
  ]
  return (
    <div className="briefing-paper on-paper">
      <header className="briefing-cover">
        <h1>{title}</h1>
        <dl>
          {facts.map(({ name, text }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="words">{text}</dd>
            </div>
          ))}
        </dl>
      </header>
      <BriefingPart title={t('notice.result')}>
        <ResultTable race={race} stage={stage} result={result} />
      </BriefingPart>
      <BriefingPart title={t('notice.ground')}>
        <Ground race={race} />
      </BriefingPart>
      <BriefingPart title={t('notice.objection')}>
        <Objecting race={race} stage={stage} />
      </BriefingPart>
      <p>{t('no_personnel')}</p>
    </div>
  )
}

/** What the result rests on: the recipe with its digest, and where each number comes from. */
function Ground({ race: { recipe } }: { readonly race: Race }) {
  const { t } = useTranslation('race')
  const formats = useFormats()
  const say = useWording()
  function namesOf(isComputed: boolean): string {
    const some = recipe.indicators.filter(({ source }) => (source === 'computed') === isComputed)
    return some.map(({ name }) => say(name)).join(t('and'))
  }
  const [computed, handedIn] = [namesOf(true), namesOf(false)]
  const approved = recipe.approved_at === undefined ? '' : formats.moment(recipe.approved_at)
  return (
    <ul className="briefing-lines">
      <li>
        {t('recipe.named', { name: say(recipe.name), version: recipe.version })}{' '}
        {t('recipe.frozen', { at: approved, from: recipe.from, to: recipe.to })}{' '}
        {t(`recipe.shown.${recipe.shown}`)}
      </li>
      <li>
        {t('recipe.digest')} <code className="race-digest">{recipe.hash}</code>
      </li>
      {computed !== '' && <li>{t('notice.computed', { indicators: computed })}</li>}
      {handedIn !== '' && <li>{t('notice.handed_in', { indicators: handedIn })}</li>}
      <li>{t('notice.interval')}</li>
    </ul>
  )
}

/** Who objects, where and until when, and what comes of it. */
function Objecting({ race, stage }: Omit<PaperProps, 'result'>) {
  const { t } = useTranslation('race')
  const { state, until } = stage
  const offices = race.zones.map(({ name, office_name: office }) => t('notice.zone', { zone: name, office }))
  if (state !== 'open') return <p>{t(state === 'known' ? 'notice.over' : 'notice.reviewing')}</p>
  return (
    <ul className="briefing-lines">
      <li>
        <strong>{until === undefined ? t('notice.while_open') : t('notice.until', { until })}</strong>
      </li>
      <li>{t('notice.where', { number: race.number })}</li>
      <li>{t('objections.hint')}</li>
      <li>{t('notice.offices', { offices: offices.join(t('sentence')) })}</li>
      <li>{t('notice.answered')}</li>
    </ul>
  )
}
