import { PrinterOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { MatterLamp } from '../../look/lamp.tsx'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import { FindingChain } from './finding-chain.tsx'
import { ProgressBar, ProgressLegend } from './progress-bar.tsx'
import { useVisit } from './queries.ts'
import type { Visit } from './queries.ts'
import { useStanding } from './standing.tsx'
import { VisitFacts } from './visit-facts.tsx'
import './visit.css'

/** A study visit at a glance: where and who, what was found, and how every action stands. */
export function VisitPage() {
  const { visit = '' } = useParams()
  const query = useVisit(visit)
  return (
    <Shown query={query} rows={12}>
      {(found) => <Detail visit={found} />}
    </Shown>
  )
}

function Detail({ visit }: { visit: Visit }) {
  const { t } = useTranslation('visit')
  const formats = useFormats()
  const { progress, next_due_at: nextDueAt, findings } = visit
  return (
    <article className="visits">
      <PageHead
        title={visit.topic ?? (visit.title === '' ? visit.number : visit.title)}
        beside={
          visit.lamp !== 'none' && (
            <MatterLamp
              lamp={visit.lamp}
              dueAt={visit.due_at}
              remaining={visit.remaining}
              status={visit.status}
            />
          )
        }
        what={<Standing visit={visit} />}
        acts={<Papers visit={visit.id} />}
      />
      <div className="visit-top">
        <VisitFacts visit={visit} />
        <section className="panel visit-standing" aria-labelledby="visit-standing">
          <h2 id="visit-standing">{t('progress.title', { count: findings.length })}</h2>
          <ProgressBar progress={progress} />
          <ProgressLegend progress={progress} />
          {nextDueAt !== undefined && (
            <p className="small">{t('progress.next', { at: formats.end(nextDueAt) })}</p>
          )}
        </section>
      </div>
      <section aria-labelledby="visit-chain">
        <h2 id="visit-chain">{t('chain.title')}</h2>
        {findings.length === 0 ? (
          <div className="panel">
            <Empty what={t('chain.empty')} />
          </div>
        ) : (
          <FindingChain visit={visit} />
        )}
      </section>
      <Words visit={visit} />
    </article>
  )
}

/** Its number, what is to be done now, and the way to the matter. */
function Standing({ visit }: { visit: Visit }) {
  const { t } = useTranslation('visit')
  const say = useWording()
  const stands = useStanding()
  return (
    <span className="visit-line">
      <Link to="/visits">{t('back')}</Link>
      <Link to={`/matters/${visit.id}`} className="number">
        {visit.number}
      </Link>
      <span>
        {visit.steps.length > 0 ? t('now', { steps: visit.steps.map(say).join(t('and')) }) : stands(visit)}
      </span>
    </span>
  )
}

/** The papers that were made so far, ready to be printed. */
function Papers({ visit }: { visit: string }) {
  const { data } = useAsk('matter.documents', { params: { matter: visit } })
  const made = (data?.rows ?? []).filter(({ made_at: at }) => at !== undefined)
  return (
    <span className="visit-acts">
      {made.map(({ document, title }) => (
        <a
          key={document}
          href={`/api/v1/matters/${visit}/documents/${encodeURIComponent(document)}`}
          target="_blank"
          rel="noopener"
        >
          <PrinterOutlined /> {title}
        </a>
      ))}
    </span>
  )
}

/** What people wrote of the visit as a whole. */
function Words({ visit }: { visit: Visit }) {
  const { t } = useTranslation('visit')
  const { questions, results, note, overall, gaps, summary } = visit
  const texts = Object.entries({ note, overall, gaps, summary }).filter(([, text]) => text !== undefined)
  const lists = Object.entries({ questions, results }).filter(([, lines]) => lines.length > 0)
  if (texts.length + lists.length === 0) return undefined
  return (
    <section className="panel visit-words" aria-label={t('words.title')}>
      {lists.map(([name, lines]) => (
        <div key={name}>
          <h3>{t(`words.${name}`)}</h3>
          <ul>
            {lines.map((line) => (
              <li key={line} dir="auto">
                {line}
              </li>
            ))}
          </ul>
        </div>
      ))}
      {texts.map(([name, text]) => (
        <div key={name}>
          <h3>{t(`words.${name}`)}</h3>
          <p className="words">{text}</p>
        </div>
      ))}
    </section>
  )
}
