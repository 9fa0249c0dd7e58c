import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'
import { currentOf, dayOf, isTraining } from './queries.ts'
import type { ModelVersion, PackModels } from './queries.ts'

/** The model that is asked now, in words: since when, what it learnt, how often it is right; and when it learns again. */
export function CurrentBlock({ models }: { models: PackModels }) {
  const { t } = useTranslation('model')
  const current = currentOf(models)
  return (
    <section className="panel model-block" aria-labelledby="model-current">
      <h2 id="model-current">{t('current.title')}</h2>
      {current === undefined ? (
        <p className="soft">{t(models.categories === 0 ? 'current.no_categories' : 'current.none')}</p>
      ) : (
        <CurrentFacts current={current} />
      )}
      <TrainingLine models={models} />
    </section>
  )
}

function CurrentFacts({ current }: { current: ModelVersion }) {
  const { t } = useTranslation('model')
  const formats = useFormats()
  const { version, used_since: since, learnt, held, score } = current
  const [first, last] = [current.first_at, current.last_at]
  return (
    <>
      <p className="model-lead">
        {t('current.since', { version, at: since === undefined ? '' : formats.moment(since) })}{' '}
        {learnt === 0
          ? t('current.names_only')
          : t('current.learnt', {
              count: learnt,
              number: formats.number(learnt),
              first: first === undefined ? '' : dayOf(first),
              last: last === undefined ? '' : dayOf(last),
            })}
      </p>
      {current.used_reason !== undefined && (
        <p className="words">
          {t('current.taken_back', { by: current.used_by, reason: current.used_reason })}
        </p>
      )}
      {score === undefined ? (
        <p className="soft">{t('current.no_score')}</p>
      ) : (
        <>
          <dl className="model-figures">
            <Figure name={t('score.accuracy')} share={score.accuracy} what={t('score.accuracy_what')} />
            <Figure name={t('score.top_2')} share={score.top_2} what={t('score.top_2_what')} />
            <Figure name={t('score.sure_share')} share={score.sure_share} what={t('score.sure_share_what')} />
            <Figure name={t('score.sure_right')} share={score.sure_right} what={t('score.sure_right_what')} />
          </dl>
          <p className="soft small">{t('current.held', { count: held, number: formats.number(held) })}</p>
        </>
      )}
    </>
  )
}

function Figure({ name, share, what }: { name: string; share: number; what: ReactNode }) {
  const percent = usePercent()
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <strong className="number">{percent(share)}</strong>
        <span className="soft small">{what}</span>
      </dd>
    </div>
  )
}

/** Writes a share as percent with one decimal. */
export function usePercent(): (share: number) => string {
  const formats = useFormats()
  return (share) => `${formats.number(Math.round(share * 1000) / 10)}%`
}

/** Whether a training is under way, what became of the last one, and when the next comes by itself. */
function TrainingLine({ models }: { models: PackModels }) {
  const { t } = useTranslation('model')
  const formats = useFormats()
  const { training, fresh, train } = models
  const { failed_at: failedAt } = training
  return (
    <div className="model-training" role="status">
      {isTraining(models) ? (
        <p>
          {training.asked_by === undefined
            ? t('train.running')
            : t('train.running_for', { by: training.asked_by })}
        </p>
      ) : (
        <p className="soft">
          {t('train.next', {
            count: fresh,
            fresh: formats.number(fresh),
            after: formats.number(train.after),
            days: formats.number(train.days),
          })}
        </p>
      )}
      {failedAt !== undefined && (
        <p className="model-failed">
          {t('train.failed', { at: formats.moment(failedAt) })} {training.failed_what ?? training.failed_code}
        </p>
      )}
    </div>
  )
}
