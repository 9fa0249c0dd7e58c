import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useAsk } from '../../wire/service-context.tsx'
import { writeAddress } from '../../ui/list-address.ts'
import { useOffices } from '../../ui/office-picker.tsx'
import { narrowings } from './queries.ts'

const statuses = ['open', 'suspended', 'completed', 'terminated', 'cancelled', 'failed'] as const

/** Place, office, state and days; what is about matters alone shows these alone. */
export function SearchNarrowing() {
  const { t } = useTranslation('search')
  const [search, setSearch] = useSearchParams()
  const areas = useAsk('area.list', { query: { level: 'street', limit: 200 } }, { staysFor: 600_000 })
  const offices = useOffices().filter(
    ({ kind }) => kind === 'department' || kind === 'street_office' || kind === 'operator',
  )
  const isNarrowed = narrowings.some((name) => (search.get(name) ?? '') !== '')
  function set(name: string, value: string): void {
    // The address itself: words may be on their way into it.
    setSearch(writeAddress(new URLSearchParams(location.search), { [name]: value, page: '' }), {
      replace: true,
    })
  }
  function choice(name: string, choices: readonly { readonly id: string; readonly name: string }[]) {
    return (
      <select
        className="input"
        aria-label={t(`narrow.${name}`)}
        value={search.get(name) ?? ''}
        onChange={({ target }) => set(name, target.value)}
      >
        <option value="">{t(`narrow.any_${name}`)}</option>
        {choices.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
    )
  }
  function day(name: 'opened_from' | 'opened_until') {
    return (
      <label className="choice">
        {t(`narrow.${name}`)}
        <input
          type="date"
          className="input"
          value={search.get(name) ?? ''}
          onChange={({ target }) => set(name, target.value)}
        />
      </label>
    )
  }
  return (
    <div className="list-filters search-narrow" role="group" aria-label={t('narrow.title')}>
      {choice('area', areas.data?.rows ?? [])}
      {choice('office', offices)}
      {choice(
        'status',
        statuses.map((id) => ({ id, name: t(`status.${id}`) })),
      )}
      {day('opened_from')}
      {day('opened_until')}
      {isNarrowed && (
        <Button
          type="text"
          onClick={() =>
            setSearch((current) =>
              writeAddress(current, {
                ...Object.fromEntries(narrowings.map((name) => [name, ''])),
                page: '',
              }),
            )
          }
        >
          {t('narrow.none')}
        </Button>
      )}
    </div>
  )
}
