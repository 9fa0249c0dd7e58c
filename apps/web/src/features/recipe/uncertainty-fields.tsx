import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'
import { FindingList, findingsAt } from './finding-list.tsx'
import { NumberInput } from './number-input.tsx'
import type { Content, Step } from './queries.ts'
import type { RecipePartProps } from './recipe-part.ts'

type Uncertainty = Content['uncertainty']

/** What could as well have been otherwise: weights, and ways of making marks and adding them up. */
export function UncertaintyFields({ content, onContent, findings }: RecipePartProps) {
  const { t } = useTranslation('recipe')
  const { uncertainty } = content
  function put(change: Partial<Uncertainty>): void {
    onContent({ ...content, uncertainty: { ...uncertainty, ...change } })
  }
  return (
    <>
      <p className="soft">{t('uncertainty.what')}</p>
      <div className="recipe-inline">
        {(['runs', 'seed', 'points'] as const).map((name) => (
          <label key={name} className="recipe-inline">
            <span>{t(`uncertainty.${name}_label`)}</span>
            <NumberInput
              label={t(`uncertainty.${name}_label`)}
              value={uncertainty[name]}
              onValue={(value) => {
                if (value !== null) put({ [name]: value })
              }}
            />
          </label>
        ))}
      </div>
      <List content={content} put={put} />
      <Adders content={content} put={put} />
      <FindingList findings={findingsAt(findings, '/uncertainty')} />
    </>
  )
}

interface PartProps {
  readonly content: Content
  readonly put: (change: Partial<Uncertainty>) => void
}

function List({ content: { uncertainty }, put }: PartProps) {
  const { t } = useTranslation('recipe')
  const { number } = useFormats()
  const { of } = uncertainty
  return (
    <ul className="recipe-plain">
      {of.map((one, place) => (
        // An uncertainty is known by its place alone.
        <li key={`${one.kind} ${String(place)}`} className="recipe-inline">
          {one.kind === 'weights' ? (
            <label className="recipe-inline">
              <span>{t('uncertainty.share_label')}</span>
              <NumberInput
                label={t('uncertainty.share_label')}
                value={Number((one.share * 100).toPrecision(12))}
                onValue={(value) => {
                  if (value !== null) put({ of: of.with(place, { ...one, share: value / 100 }) })
                }}
              />
            </label>
          ) : (
            t('uncertainty.switch', { step: number(one.step + 1), count: one.options.length })
          )}
          <Button
            size="small"
            aria-label={t('uncertainty.remove', { number: place + 1 })}
            onClick={() => put({ of: of.toSpliced(place, 1) })}
          >
            ×
          </Button>
        </li>
      ))}
    </ul>
  )
}

/** Steps for which other ways are written down already. */
function Adders({ content: { uncertainty, steps }, put }: PartProps) {
  const { t } = useTranslation('recipe')
  const { of } = uncertainty
  const doubted = new Set(of.map((one) => (one.kind === 'switch' ? one.step : -1)))
  const free = steps.flatMap((step, place) => {
    const options = doubted.has(place) ? [] : optionsOf(step)
    return options.length < 2 ? [] : [{ step, place, options }]
  })
  return (
    <div className="recipe-inline">
      {!of.some(({ kind }) => kind === 'weights') && (
        <Button size="small" onClick={() => put({ of: [...of, { kind: 'weights', share: 0.25 }] })}>
          {t('uncertainty.add_weights')}
        </Button>
      )}
      {free.map(({ step, place, options }) => (
        <Button
          key={place}
          size="small"
          onClick={() => put({ of: [...of, { kind: 'switch', step: place, options }] })}
        >
          {t('uncertainty.add_switch', { number: place + 1, title: t(`step.${step.kind}`) })}
        </Button>
      ))}
    </div>
  )
}

/** A step as it is, and the ways that are used most instead of it. */
function optionsOf(step: Step): Step[] {
  switch (step.kind) {
    case 'normalise': {
      const others = [{ kind: 'min_max', from: 0, to: 100 }, { kind: 'percentile_rank' }] as const
      return [
        step,
        ...others.filter(({ kind }) => kind !== step.method.kind).map((method) => ({ ...step, method })),
      ]
    }
    case 'aggregate': {
      const others = ['arithmetic', 'geometric'] as const
      return [step, ...others.filter((one) => one !== step.method).map((method) => ({ ...step, method }))]
    }
    case 'select':
    case 'screen':
    case 'divide':
    case 'fill':
    case 'cap':
    case 'treat':
    case 'round':
    case 'weigh':
    case 'rank':
      return []
  }
}
