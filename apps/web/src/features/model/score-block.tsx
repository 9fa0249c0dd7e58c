import { useTranslation } from 'react-i18next'
import { Chart } from '../../ui/chart.tsx'
import { dayOf } from './queries.ts'
import type { ModelVersion, PackModels } from './queries.ts'

type Scored = ModelVersion & { readonly score: NonNullable<ModelVersion['score']> }

function hasScore(version: ModelVersion): version is Scored {
  return version.score !== undefined
}

/** How the versions that came into use did, from the first to the last. */
export function ScoreBlock({ models }: { models: PackModels }) {
  const { t } = useTranslation('model')
  const used = models.versions
    .filter(({ state }) => state !== 'refused')
    .filter(hasScore)
    .toReversed()
  // One point is no line; its figures stand above.
  if (used.length < 2) return undefined
  function line(name: string, share: (version: Scored) => number) {
    return { name, values: used.map((version) => Math.round(share(version) * 1000) / 10) }
  }
  return (
    <section className="panel model-block model-scores" aria-label={t('scores.title')}>
      <Chart
        title={t('scores.title')}
        kind="line"
        categoryName={t('version.version')}
        categories={used.map(({ version, trained_at: at }) => t('scores.point', { version, day: dayOf(at) }))}
        series={[
          line(t('score.top_2'), ({ score }) => score.top_2),
          line(t('score.accuracy'), ({ score }) => score.accuracy),
          line(t('score.macro_f1'), ({ score }) => score.macro_f1),
        ]}
      />
      <p className="soft small">{t('scores.what')}</p>
    </section>
  )
}
