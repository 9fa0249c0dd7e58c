import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WidgetProps, Widgets } from '../form/widget.ts'
import { useAsk } from '../wire/service-context.tsx'
import './registry-picker.css'

interface PickerProps {
  readonly kind: 'person' | 'office'
  /** Ids of those chosen. */
  readonly value: readonly string[]
  readonly onChange: (ids: readonly string[]) => void
  readonly most?: number
  readonly label: string
  /** Of the input, when a label stands beside it. */
  readonly id?: string
  /** Who is offered before anything is typed: people of this office. */
  readonly office?: string | undefined
}

interface Choice {
  readonly id: string
  readonly name: string
  readonly beside: string
}

/** Finds people or offices of the registry by a part of their names. Plain buttons: quick by keyboard, and read out as they are. */
function RegistryPicker({ kind, value, onChange, most = 1, label, id, office }: PickerProps) {
  const { t } = useTranslation('ui')
  const [typed, setTyped] = useState('')
  const name = useDeferredValue(typed.trim())
  const found = useChoices(kind, name, office).filter((choice) => !value.includes(choice.id))
  function choose(choice: Choice): void {
    setTyped('')
    onChange(most === 1 ? [choice.id] : [...value, choice.id])
  }
  return (
    <div className="registry-picker">
      {value.length > 0 && (
        <ul className="registry-chosen" aria-label={t('picker.chosen')}>
          {value.map((one) => (
            <li key={one}>
              <ChosenName
                kind={kind}
                id={one}
                onRemove={() => onChange(value.filter((other) => other !== one))}
              />
            </li>
          ))}
        </ul>
      )}
      {value.length < most && (
        <>
          <input
            {...(id !== undefined && { id })}
            className="input"
            type="search"
            autoComplete="off"
            aria-label={label}
            placeholder={t(`picker.search_${kind}`)}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
          <ul className="registry-found" aria-label={t('picker.results')}>
            {found.map((choice) => (
              <li key={choice.id}>
                <button type="button" onClick={() => choose(choice)}>
                  <span>{choice.name}</span>
                  <span className="soft small">{choice.beside}</span>
                </button>
              </li>
            ))}
            {name !== '' && found.length === 0 && <li className="soft small">{t('picker.none')}</li>}
          </ul>
        </>
      )}
    </div>
  )
}

const shown = 6

function useChoices(kind: PickerProps['kind'], name: string, office: string | undefined): readonly Choice[] {
  const isPerson = kind === 'person'
  const narrowed = name !== '' ? { name } : office === undefined ? {} : { office }
  const people = useAsk(
    'person.list',
    { query: { ...narrowed, limit: shown } },
    { isWanted: isPerson && (name !== '' || office !== undefined), staysFor: 60_000 },
  )
  const offices = useAsk(
    'office.list',
    { query: { name, limit: shown } },
    { isWanted: !isPerson && name !== '', staysFor: 60_000 },
  )
  const places = useOfficeNames(isPerson)
  if (!isPerson)
    return (offices.data?.rows ?? []).map((row) => ({ id: row.id, name: row.name, beside: row.id }))
  return (people.data?.rows ?? []).map((row) => ({
    id: row.id,
    name: row.name,
    beside: row.office === undefined ? '' : (places.get(row.office) ?? row.office),
  }))
}

/** Offices by their ids; they hardly ever change. */
function useOfficeNames(isWanted = true): ReadonlyMap<string, string> {
  const offices = useAsk('office.list', { query: { limit: 200 } }, { isWanted, staysFor: 600_000 })
  return new Map((offices.data?.rows ?? []).map(({ id, name }) => [id, name]))
}

interface ChosenProps {
  readonly kind: PickerProps['kind']
  readonly id: string
  readonly onRemove: () => void
}

function ChosenName({ kind, id, onRemove }: ChosenProps) {
  const { t } = useTranslation('ui')
  const person = useAsk(
    'person.read',
    { params: { person: id } },
    { isWanted: kind === 'person', staysFor: 600_000 },
  )
  const office = useAsk(
    'office.read',
    { params: { office: id } },
    { isWanted: kind === 'office', staysFor: 600_000 },
  )
  const name = (kind === 'person' ? person : office).data?.name ?? id
  return (
    <span className="registry-name">
      {name}
      <button type="button" aria-label={t('picker.remove', { name })} onClick={onRemove}>
        <svg viewBox="0 0 12 12" aria-hidden="true">
          <path d="M2 2l8 8M10 2l-8 8" stroke="currentColor" strokeWidth="1.6" />
        </svg>
      </button>
    </span>
  )
}

function PickerInput({ field, marks, value, onChange }: WidgetProps) {
  const isMany = field.schema.type === 'array'
  const ids = Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : []
  return (
    <RegistryPicker
      kind={field.widget.startsWith('office') ? 'office' : 'person'}
      id={marks.id}
      label={field.label}
      most={isMany ? (field.schema.maxItems ?? 20) : 1}
      value={ids}
      onChange={(next) => onChange(next.length === 0 ? undefined : isMany ? next : next[0])}
    />
  )
}

/** The widgets of packs that ask for somebody or an office of the registry. */
export const registryWidgets: Widgets = {
  office: { Input: PickerInput },
  offices: { Input: PickerInput },
  person: { Input: PickerInput },
  people: { Input: PickerInput },
}
