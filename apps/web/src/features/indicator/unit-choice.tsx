import { useTranslation } from 'react-i18next'
import { useMay } from '../../app/me.tsx'
import { useOffices } from '../../ui/office-picker.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import type { UnitAsked } from './indicator-state.ts'
import type { IndicatorDetail } from './queries.ts'

interface UnitChoiceProps {
  readonly indicator: IndicatorDetail
  readonly unit: UnitAsked
  /** What the unit is called; it may be one that the list does not have, such as a grid. */
  readonly name: string | undefined
  readonly onChange: (unit: UnitAsked) => void
}

/** Whose numbers are shown: the district's, a street's, or an office's. */
export function UnitChoice({ indicator, unit, name, onChange }: UnitChoiceProps) {
  const { t } = useTranslation('indicator')
  const may = useMay()
  const streets = useAsk(
    'area.list',
    { query: { level: 'street', limit: 200 } },
    { isWanted: indicator.units.includes('area') && may('area.list'), staysFor: 600_000 },
  )
  const areas = streets.data?.rows ?? []
  const offices = useOffices()
  const value = unit.unit_kind === 'district' ? '' : `${unit.unit_kind} ${unit.unit}`
  const listed = [
    ...areas.map(({ id }) => `area ${id}`),
    ...(indicator.units.includes('office') ? offices.map(({ id }) => `office ${id}`) : []),
  ]
  function choose(chosen: string): void {
    const [kind, ...rest] = chosen.split(' ')
    const id = rest.join(' ')
    onChange(kind === 'area' || kind === 'office' ? { unit_kind: kind, unit: id } : { unit_kind: 'district' })
  }
  return (
    <label>
      <span className="soft">{t('unit.label')}</span>
      <select className="input" value={value} onChange={({ target }) => choose(target.value)}>
        <option value="">{t('unit.district')}</option>
        {value !== '' && !listed.includes(value) && <option value={value}>{name ?? value}</option>}
        {areas.length > 0 && (
          <optgroup label={t('level.street')}>
            {areas.map((area) => (
              <option key={area.id} value={`area ${area.id}`}>
                {area.name}
              </option>
            ))}
          </optgroup>
        )}
        {indicator.units.includes('office') && (
          <optgroup label={t('by.office')}>
            {offices.map((office) => (
              <option key={office.id} value={`office ${office.id}`}>
                {office.name}
              </option>
            ))}
          </optgroup>
        )}
      </select>
    </label>
  )
}
