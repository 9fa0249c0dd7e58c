import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { DataFrame } from '../../ui/data-frame.tsx'
import { aCharacteristic } from './choice.ts'
import type { Choice } from './choice.ts'
import { IndicatorSelect } from './indicator-select.tsx'
import { writeCharacteristics } from './peer-state.ts'
import type { Characteristic } from './peer-state.ts'
import { usePeerState } from './use-peer-state.ts'
import { WeightInput } from './weight-input.tsx'
import { useWriting } from './writing.ts'

const columns = ['characteristic', 'per', 'weight', 'scale', 'act'] as const

/** By what places are alike: each characteristic with its weight and its scale. */
export function CharacteristicFields({ choice }: { choice: Choice }) {
  const { t } = useTranslation('peer')
  const { change } = usePeerState()
  const write = useWriting(choice.ground)
  const { characteristics } = choice
  const chosen = new Set(characteristics.map(({ indicator }) => indicator))
  const others = choice.ground.indicators.filter(({ code }) => !chosen.has(code))
  function put(place: number, next: Characteristic): void {
    change(writeCharacteristics(characteristics.with(place, next)))
  }
  return (
    <details className="panel peer-block" open={characteristics.length === 0}>
      <summary>{t('characteristics.title', { count: characteristics.length })}</summary>
      <p className="soft small">{t('characteristics.what')}</p>
      <DataFrame label={t('characteristics.label')}>
        <table className="data-table data-cards">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {t(`characteristics.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {characteristics.map((one, place) => {
              const name = write.indicator(one.indicator)
              return (
                <tr key={one.indicator}>
                  <th scope="row">{name}</th>
                  <td data-title={t('characteristics.column.per')}>
                    <IndicatorSelect
                      label={t('characteristics.per', { name })}
                      none={t('characteristics.per_none')}
                      indicators={choice.ground.indicators.filter(({ code }) => code !== one.indicator)}
                      value={one.per ?? ''}
                      onValue={(per) => put(place, { ...one, per: per === '' ? undefined : per })}
                    />
                  </td>
                  <td data-title={t('characteristics.column.weight')}>
                    <WeightInput
                      label={t('weight_of', { name })}
                      value={one.weight}
                      onValue={(weight) => put(place, { ...one, weight })}
                    />
                  </td>
                  <td data-title={t('characteristics.column.scale')}>
                    <select
                      className="input"
                      aria-label={t('characteristics.scale', { name })}
                      value={one.scale}
                      onChange={({ target }) =>
                        put(place, { ...one, scale: target.value === 'log' ? 'log' : 'plain' })
                      }
                    >
                      <option value="plain">{t('scale.plain')}</option>
                      <option value="log">{t('scale.log')}</option>
                    </select>
                  </td>
                  <td>
                    <Button
                      size="small"
                      disabled={characteristics.length === 1}
                      aria-label={t('remove', { name })}
                      onClick={() => change(writeCharacteristics(characteristics.toSpliced(place, 1)))}
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
        label={t('characteristics.add')}
        none={t('characteristics.add')}
        indicators={others}
        value=""
        onValue={(code) => change(writeCharacteristics([...characteristics, aCharacteristic(code)]))}
      />
    </details>
  )
}
