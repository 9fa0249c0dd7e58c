import { useTranslation } from 'react-i18next'
import { useFormats, useWording } from '../../text/format-context.tsx'
import type { AnyContent, Recipe } from './queries.ts'

/** What a version is for and how its results are told; who did what with it. */
export function RecipeFacts({ recipe }: { recipe: Recipe }) {
  const { t } = useTranslation('recipe')
  const say = useWording()
  const { content, hash } = recipe
  const { period, units } = content
  return (
    <section className="panel recipe-block">
      <h2>{t('facts.title')}</h2>
      <dl className="recipe-facts">
        <div className="recipe-wide">
          <dt>{t('facts.purpose')}</dt>
          <dd className="words">{say(content.purpose)}</dd>
        </div>
        <div>
          <dt>{t('column.period')}</dt>
          <dd>{t('from_to', period)}</dd>
        </div>
        <div>
          <dt>{t('column.units')}</dt>
          <dd>{t(`units.${units}`)}</dd>
        </div>
        <div>
          <dt>{t('facts.shown')}</dt>
          <dd>{t(`shown.${content.shown ?? 'bands'}`)}</dd>
        </div>
        <div>
          <dt>{t('facts.bands')}</dt>
          <dd>
            <Bands bands={content.bands} />
          </dd>
        </div>
        <Deeds recipe={recipe} />
        <div className="recipe-wide">
          <dt>{t('facts.hash')}</dt>
          <dd>
            <code className="recipe-hash">{hash}</code>
          </dd>
        </div>
      </dl>
    </section>
  )
}

function Bands({ bands }: { bands: AnyContent['bands'] }) {
  const { t } = useTranslation('recipe')
  const say = useWording()
  const { number } = useFormats()
  if (bands.kind === 'intervals') return t('bands.intervals')
  return bands.limits
    .toSorted((one, other) => other.least - one.least)
    .map(({ name, least }) => t('bands.limit', { name: say(name), least: number(least) }))
    .join(t('semicolon'))
}

function Deeds({ recipe }: { recipe: Recipe }) {
  const { t } = useTranslation('recipe')
  const formats = useFormats()
  const deeds = (['changed', 'proposed', 'approved', 'ended'] as const).flatMap((kind) => {
    const deed = recipe[kind]
    return deed === undefined ? [] : [{ kind, ...deed }]
  })
  return deeds.map(({ kind, at, by }) => (
    <div key={kind}>
      <dt>{t(kind === 'ended' ? `state.${recipe.state}` : `deed.${kind}`)}</dt>
      <dd>
        {t('deed.said', { at: formats.moment(at), by })}
        {kind === 'ended' && recipe.end_reason !== undefined && (
          <p className="words">{t('deed.reason', { reason: recipe.end_reason })}</p>
        )}
      </dd>
    </div>
  ))
}
