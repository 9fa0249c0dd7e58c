import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { writeAddress } from './list-address.ts'
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
          onChange={(value) =>
            setSearch((current) => writeAddress(current, { [filter.name]: value }), { replace: true })
          }
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

/** How long nobody has typed before the list is asked for, milliseconds. */
const pause = 250

function WordFilter({ filter, value, onChange }: OneFilterProps) {
  const [words, setWords] = useState(value)
  useEffect(() => setWords(value), [value])
  useEffect(() => {
    if (words === value) return undefined
    const timer = setTimeout(() => onChange(words.trim()), pause)
    return () => clearTimeout(timer)
  }, [words, value, onChange])
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
