import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { writeAddress } from './list-address.ts'
import { useTypedWords } from './typed-words.ts'
import type { ListFilter } from './list-address.ts'

/** The filters of a list. What is chosen goes into the address, so that a link shows the same. */
export function FilterBar({ filters }: { filters: readonly ListFilter[] }) {
  const [search, setSearch] = useSearchParams()
  if (filters.length === 0) return undefined
  return (
    <div className="list-filters">
      {filters.map((filter) => (
        <OneFilter
          key={filter.name}
          filter={filter}
          value={search.get(filter.name) ?? ''}
          onChange={(value) => {
            // The address itself: a second filter may be chosen before the first was drawn.
            const address = new URLSearchParams(location.search)
            setSearch(writeAddress(address, { [filter.name]: value }), { replace: true })
          }}
        />
      ))}
    </div>
  )
}

interface OneFilterProps {
  readonly filter: ListFilter
  readonly value: string
  readonly onChange: (value: string) => void
}

function OneFilter({ filter, value, onChange }: OneFilterProps) {
  const { t } = useTranslation('ui')
  switch (filter.kind) {
    case 'text':
      return <WordFilter filter={filter} value={value} onChange={onChange} />
    case 'choice':
      return (
        <select
          className="input"
          aria-label={filter.label}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        >
          <option value="">{t('list.all_of', { label: filter.label })}</option>
          {filter.choices?.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )
    case 'date':
      return (
        <label className="choice">
          {filter.label}
          <input
            type="date"
            className="input"
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        </label>
      )
    case 'flag':
      return (
        <label className="choice">
          <input
            type="checkbox"
            checked={value === 'true'}
            onChange={(event) => onChange(event.target.checked ? 'true' : '')}
          />
          {filter.label}
        </label>
      )
  }
}

function WordFilter({ filter, value, onChange }: OneFilterProps) {
  const { words, setWords } = useTypedWords(value, onChange)
  return (
    <input
      className="input"
      type="search"
      aria-label={filter.label}
      placeholder={filter.label}
      value={words}
      onChange={(event) => setWords(event.target.value)}
    />
  )
}
