import { PrinterOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { MatterLamp } from '../../look/lamp.tsx'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { LadderLine } from './ladder.tsx'
import type { Order } from './queries.ts'

interface CardProps {
  readonly order: Order
  readonly isTicked: boolean
  /** Undefined where whoever looks may not act on it. */
  readonly onTick: (() => void) | undefined
  readonly onLadder: () => void
}

/** An order on the board: what it is, who has it, by when, how high it stands and why, and what was told last. */
export function OrderCard({ order, isTicked, onTick, onLadder }: CardProps) {
  const { t } = useTranslation('supervision')
  const say = useWording()
  const { id, number, title, office, assisting, leader } = order
  return (
    <li className="supervision-card panel">
      <h3>
        <Link to={`/matters/${id}`} dir="auto">
          {title}
        </Link>
      </h3>
      <p className="supervision-card-line small soft">
        <span className="number">{number}</span>
        {order.kind !== undefined && <span>{say(order.kind.name)}</span>}
        {leader !== undefined && <span>{t('card.leader', { name: leader.name })}</span>}
      </p>
      <p className="supervision-card-line">
        <span dir="auto">{office?.name ?? t('matrix.nobody')}</span>
        {assisting.length > 0 && (
          <span className="soft small" title={assisting.map(({ name }) => name).join(t('and'))}>
            {t('card.assisting', { count: assisting.length })}
          </span>
        )}
      </p>
      <MatterLamp lamp={order.lamp} dueAt={order.due_at} remaining={order.remaining} />
      <Standing order={order} />
      <div className="supervision-card-foot small">
        <button type="button" className="supervision-plain" onClick={onLadder}>
          <LadderLine steps={order.ladder} />
        </button>
        {order.issued_at !== undefined && (
          <a href={noticeAddress(id)} target="_blank" rel="noopener">
            <PrinterOutlined /> {t('notice')}
          </a>
        )}
        {onTick !== undefined && (
          <label className="supervision-card-tick">
            <input
              type="checkbox"
              checked={isTicked}
              onChange={onTick}
              aria-label={t('card.tick', { title })}
            />
            {t('card.choose')}
          </label>
        )}
      </div>
    </li>
  )
}

/** Why the colour, what is to be decided, what was told last, and what is to be done now. */
function Standing({ order: { feedback, ground, proposed, steps, ...order } }: { order: Order }) {
  const { t } = useTranslation('supervision')
  const say = useWording()
  const formats = useFormats()
  return (
    <>
      {proposed !== undefined && (
        <p className="supervision-proposed small">{t('proposed', { text: say(proposed.text) })}</p>
      )}
      {ground !== undefined && (
        <p className="small">
          {t('ground', { text: say(ground.text) })}
          {order.colour_due_at !== undefined && t('answer_by', { at: formats.end(order.colour_due_at) })}
        </p>
      )}
      <p className="small soft">
        {feedback === undefined
          ? t('feedback.none')
          : t('feedback.told', {
              at: formats.moment(feedback.at),
              text: feedback.text ?? say(feedback.step),
            })}
      </p>
      {steps.length > 0 && (
        <p className="small soft">{t('steps', { names: steps.map(say).join(t('and')) })}</p>
      )}
    </>
  )
}

/** 督查交办单 of an order, ready to be printed. */
export function noticeAddress(id: string): string {
  return `/api/v1/matters/${id}/documents/supervision-notice`
}
