import { Button, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'
import { DataFrame } from '../../ui/data-frame.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import { useRecipes } from '../recipe/queries.ts'
import { chosenOf } from './choice.ts'
import type { Choice } from './choice.ts'
import { IndicatorSelect } from './indicator-select.tsx'
import { methods, writeChosen } from './peer-state.ts'
import type { ChosenIndicator, Method } from './peer-state.ts'
import { usePeerState } from './use-peer-state.ts'
import { WeightInput } from './weight-input.tsx'
import { useWriting } from './writing.ts'

/** By what places are compared: a kept result of a recipe, or indicators chosen here. */
export function IndicatorFields({ choice }: { choice: Choice }) {
  const { t } = useTranslation('peer')
  const { state, change } = usePeerState()
  const formats = useFormats()
  const { data } = useAsk('ranking.list', { query: {} })
  const recipes = useRecipes()
  // Marks have no indicators that add up: a gap in them has no parts.
  const rankings = (data?.rows ?? []).filter(
    ({ recipe, version }) => recipes.get(`${recipe} ${version}`)?.kind !== 'marks',
  )
  const isKnown = rankings.some(({ ranking }) => ranking === state.ranking)
  return (
    <details
      className="panel peer-block"
      open={state.ranking === undefined && choice.indicators.length === 0}
    >
      <summary>
        {state.ranking === undefined
          ? t('indicators.title', { count: choice.indicators.length })
          : t('indicators.by_ranking')}
      </summary>
      <div className="peer-choices">
        <label>
          <span className="soft">{t('indicators.basis')}</span>
          <select
            className="input"
            value={state.ranking ?? ''}
            onChange={({ target }) =>
              change({ ranking: target.value === '' ? undefined : target.value, s: undefined })
            }
          >
            <option value="">{t('indicators.basis_own')}</option>
            {state.ranking !== undefined && !isKnown && (
              <option value={state.ranking}>{state.ranking}</option>
            )}
            {rankings.map(({ ranking, recipe, version, ran_at: ranAt }) => (
              <option key={ranking} value={ranking}>
                {t('indicators.basis_ranking', { recipe, version, at: formats.moment(ranAt) })}
              </option>
            ))}
          </select>
        </label>
        {state.ranking === undefined && (
          <Segmented<Method>
            name="peer-method"
            aria-label={t('method.label')}
            value={state.method}
            options={methods.map((value) => ({ value, label: t(`method.${value}`) }))}
            onChange={(method) => change({ method: method === 'arithmetic' ? undefined : method })}
          />
        )}
      </div>
      {state.ranking === undefined && <ChosenTable choice={choice} />}
    </details>
  )
}

const columns = ['indicator', 'better', 'weight', 'act'] as const

function ChosenTable({ choice }: { choice: Choice }) {
  const { t } = useTranslation('peer')
  const { change } = usePeerState()
  const write = useWriting(choice.ground)
  const { indicators } = choice
  const chosen = new Set(indicators.map(({ code }) => code))
  const others = choice.ground.indicators.filter(({ code }) => !chosen.has(code))
  function put(next: readonly ChosenIndicator[]): void {
    change({ ...writeChosen(next), s: undefined })
  }
  return (
    <>
      <p className="soft small">{t('indicators.what')}</p>
      <DataFrame label={t('indicators.label')}>
        <table className="data-table data-cards">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {t(`indicators.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {indicators.map((one, place) => {
              const name = write.indicator(one.code)
              return (
                <tr key={one.code}>
                  <th scope="row">{name}</th>
                  <td data-title={t('indicators.column.better')}>
                    <select
                      className="input"
                      aria-label={t('indicators.better', { name })}
                      value={one.better}
                      onChange={({ target }) =>
                        put(
                          indicators.with(place, {
                            ...one,
                            better: target.value === 'lower' ? 'lower' : 'higher',
                          }),
                        )
                      }
                    >
                      <option value="higher">{t('better.higher')}</option>
                      <option value="lower">{t('better.lower')}</option>
                    </select>
                  </td>
                  <td data-title={t('indicators.column.weight')}>
                    <WeightInput
                      label={t('weight_of', { name })}
                      value={one.weight}
                      onValue={(weight) => put(indicators.with(place, { ...one, weight }))}
                    />
                  </td>
                  <td>
                    <Button
                      size="small"
                      disabled={indicators.length === 1}
                      aria-label={t('remove', { name })}
                      onClick={() => put(indicators.toSpliced(place, 1))}
                    >
                      {t('remove_short')}
                    </Button>
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </DataFrame>
      <IndicatorSelect
        label={t('indicators.add')}
        none={t('indicators.add')}
        indicators={others}
        value=""
        onValue={(code) => {
          const found = others.find((one) => one.code === code)
          if (found !== undefined) put([...indicators, chosenOf(found)])
        }}
      />
    </>
  )
}
