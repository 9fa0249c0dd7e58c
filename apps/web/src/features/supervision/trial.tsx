import type { AnswerOf, previewMatter } from '@duibiao/contract'
import { useTranslation } from 'react-i18next'
import { useFormats, useWording } from '../../text/format-context.tsx'

export type Trial = AnswerOf<typeof previewMatter>

/** The clock an order is to be done by. */
function limitOf({ clocks }: Pick<Trial, 'clocks'>) {
  return clocks.find(({ key }) => key === 'handle')
}

/** What would come of an order: whether it is admitted and on what ground, until when, and why then. */
export function TrialPanel({ trial }: { trial: Trial }) {
  const { t } = useTranslation('supervision')
  const say = useWording()
  const [admission] = trial.decisions
  const outcome = textOf(admission?.result, 'outcome')
  const basis = textOf(admission?.result, 'basis')
  return (
    <>
      <p className="supervision-outcome" data-outcome={outcome}>
        {t(`new.outcome.${outcome}`, { defaultValue: outcome })}
      </p>
      {admission?.rules.map(({ rule, text }) => (
        <p key={rule}>{say(text)}</p>
      ))}
      {basis !== '' && <p className="soft small">{t('new.basis', { basis })}</p>}
      <LimitFacts clocks={trial.clocks} />
      {trial.steps.length > 0 && (
        <p className="soft small">{t('new.next', { names: trial.steps.map(say).join(t('and')) })}</p>
      )}
    </>
  )
}

/** Until when, on what ground, and why then, day by day. */
function LimitFacts({ clocks }: Pick<Trial, 'clocks'>) {
  const { t } = useTranslation('supervision')
  const formats = useFormats()
  const limit = limitOf({ clocks })
  if (limit?.due_at === undefined) return undefined
  return (
    <>
      <dl className="supervision-limit">
        <dt>{t('new.due')}</dt>
        <dd>
          <strong>{formats.end(limit.due_at)}</strong>
          {limit.is_provisional && ` ${t('new.provisional')}`}
        </dd>
        <dt>{t('new.ground')}</dt>
        <dd>{limit.ground}</dd>
      </dl>
      <details>
        <summary>{t('new.why')}</summary>
        <ol className="soft small">
          {limit.explanation.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
      </details>
    </>
  )
}

/** A part of what a decision answered. */
function textOf(result: unknown, name: string): string {
  const value: unknown = new Map<string, unknown>(Object.entries(result ?? {})).get(name)
  return typeof value === 'string' ? value : ''
}
