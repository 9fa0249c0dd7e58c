import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { MatterLamp } from '../../look/lamp.tsx'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { gapWorkAddress } from '../../ui/gap-address.ts'
import { IndicatorName } from './indicator-name.tsx'
import type { Visit, VisitFinding } from './queries.ts'

/** What was found, one chain each: 经验 → 启示 → 行动. */
export function FindingChain({ visit }: { visit: Visit }) {
  return (
    <ol className="visit-chain">
      {visit.findings.map((finding) => (
        <li key={finding.no} className="panel">
          <Found finding={finding} />
          <Action visit={visit.id} finding={finding} />
        </li>
      ))}
    </ol>
  )
}

/** Experience and insight. */
function Found({ finding }: { finding: VisitFinding }) {
  const { t } = useTranslation('visit')
  const { no, experience, insight, seen_at: seenAt, question } = finding
  return (
    <>
      <div className="visit-step">
        <h3>{t('chain.experience', { no })}</h3>
        <p className="words">{experience}</p>
        {seenAt !== undefined && <p className="soft small">{t('chain.seen_at', { place: seenAt })}</p>}
        {question !== undefined && <p className="soft small">{t('chain.question', { question })}</p>}
      </div>
      <div className="visit-step">
        <h3>{t('chain.insight')}</h3>
        <p className="words">{insight}</p>
      </div>
    </>
  )
}

/** The action: whose it is, by when, to which value, and how its order stands. */
function Action({ visit, finding }: { visit: string; finding: VisitFinding }) {
  const { t } = useTranslation('visit')
  const formats = useFormats()
  const may = useMay()
  const { no, action } = finding
  const { owner, due_on: dueOn, indicator, target_value: target, target_unit: unit = '' } = action
  return (
    <div className="visit-step visit-action" data-state={action.state}>
      <h3>{t('chain.action')}</h3>
      <p>
        <strong dir="auto">{action.title}</strong>
      </p>
      {action.detail !== undefined && <p className="words small">{action.detail}</p>}
      <p className="visit-line small">
        {owner !== undefined && <span>{t('chain.owner', { name: owner.name })}</span>}
        {dueOn !== undefined && <span className="number">{t('chain.due_on', { day: dueOn })}</span>}
      </p>
      {indicator !== undefined && (
        <p className="visit-line small">
          <IndicatorName indicator={indicator} />
          {target !== undefined && (
            <span>{t('chain.target', { value: `${formats.number(target)}${unit}` })}</span>
          )}
        </p>
      )}
      <Standing action={action} />
      {may('matter.start') && (
        <p className="small">
          <Link to={gapWorkAddress({ visit, finding: no })}>{t('chain.gap_work')}</Link>
        </p>
      )}
    </div>
  )
}

function Standing({ action }: { action: VisitFinding['action'] }) {
  const { t } = useTranslation('visit')
  const { order, state, is_overdue: isOverdue, reason, outcome } = action
  return (
    <>
      <p className="visit-line">
        <span className="visit-state small" data-state={isOverdue ? 'overdue' : state}>
          {t(isOverdue ? 'state.overdue' : `state.${state}`)}
        </span>
        {order !== undefined && <Order order={order} />}
      </p>
      <Steps steps={order?.steps ?? []} />
      {state === 'closed' && outcome !== undefined && (
        <p className="soft small">{t(`outcome.${outcome}`, { defaultValue: outcome })}</p>
      )}
      {reason !== undefined && <p className="words small">{t('chain.reason', { reason })}</p>}
    </>
  )
}

type LinkedOrder = NonNullable<VisitFinding['action']['order']>

/** Its lamp while it runs, and its number: the way to it for who may see it. */
function Order({ order }: { order: LinkedOrder }) {
  const { id, number, lamp, due_at: dueAt, remaining } = order
  return (
    <>
      {lamp !== 'none' && <MatterLamp lamp={lamp} dueAt={dueAt} remaining={remaining} />}
      {id === undefined ? (
        <span className="number small soft">{number}</span>
      ) : (
        <Link to={`/matters/${id}`} className="number small">
          {number}
        </Link>
      )}
    </>
  )
}

function Steps({ steps }: { steps: NonNullable<LinkedOrder['steps']> }) {
  const { t } = useTranslation('visit')
  const say = useWording()
  if (steps.length === 0) return undefined
  return <p className="soft small">{t('now', { steps: steps.map(say).join(t('and')) })}</p>
}
