import { useTranslation } from 'react-i18next'
import type { FieldMarks } from '../../ui/field.tsx'
import { useAsk, useAskPages } from '../../wire/service-context.tsx'

interface Props {
  readonly marks: FieldMarks
  readonly areas: readonly string[]
  readonly onAreas: (areas: readonly string[]) => void
}

/** Puts streets and communities into a zone, one after the other, and takes them out again. */
export function AreaChoice({ marks, areas, onAreas }: Props) {
  const { t } = useTranslation('race')
  const streets = useAsk('area.list', { query: { level: 'street', limit: 200 } }, { staysFor: 600_000 })
  const communities = useAskPages('area.list', { query: { level: 'community', limit: 200 } })
  const below = communities.data?.pages.flatMap(({ rows }) => rows) ?? []
  const all = [...(streets.data?.rows ?? []), ...below]
  return (
    <>
      <select
        {...marks}
        className="input"
        value=""
        onChange={({ target: { value } }) => {
          if (value !== '' && !areas.includes(value)) onAreas([...areas, value])
        }}
      >
        <option value="">{t('new.area_more')}</option>
        {(streets.data?.rows ?? []).map((street) => (
          <optgroup key={street.id} label={street.name}>
            <option value={street.id}>{t('new.whole_street', { name: street.name })}</option>
            {below
              .filter(({ parent }) => parent === street.id)
              .map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
      <ul className="race-areas">
        {areas.map((id) => {
          const name = all.find((area) => area.id === id)?.name ?? id
          return (
            <li key={id} className="data-tag">
              {name}{' '}
              <button
                type="button"
                className="press"
                data-kind="plain"
                aria-label={t('new.area_less', { name })}
                onClick={() => onAreas(areas.filter((one) => one !== id))}
              >
                {t('remove')}
              </button>
            </li>
          )
        })}
      </ul>
    </>
  )
}
