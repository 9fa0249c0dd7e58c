import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { DataFrame } from '../../ui/data-frame.tsx'
import type { Choice } from './choice.ts'
import type { MapPlace } from './map-place.ts'
import { usePeerState } from './use-peer-state.ts'
import { useRoleWords } from './use-role-words.ts'
import { useWriting } from './writing.ts'

interface MapTableProps {
  readonly choice: Choice
  /** The indicator by which the map is coloured. */
  readonly shown: string | undefined
  readonly places: readonly MapPlace[]
  readonly drawn: ReadonlySet<string>
}

const columns = ['name', 'role', 'value', 'class', 'shape'] as const

/** The same as a table: of each place what the map shows, the greatest value first, what has none last. */
export function MapTable({ choice, shown, places, drawn }: MapTableProps) {
  const { t } = useTranslation('peer')
  const [isOpen, setOpen] = useState(false)
  const { state, addressOf } = usePeerState()
  const write = useWriting(choice.ground)
  const roleWords = useRoleWords()
  const heads = columns.filter((column) => shown !== undefined || (column !== 'value' && column !== 'class'))
  const rows = isOpen ? places.toSorted(inOrder) : []
  return (
    <details className="peer-map-table" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t('map.table', { count: places.length })}</summary>
      {isOpen && (
        <DataFrame label={t('map.table', { count: places.length })}>
          <table className="data-table data-cards">
            <thead>
              <tr>
                {heads.map((column) => (
                  <th key={column} scope="col" data-number={column === 'value' || column === 'class'}>
                    {t(`map.column.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ code, name, role, value, shade }) => (
                <tr key={code} data-chosen={code === state.at}>
                  <th scope="row" dir="auto">
                    <Link to={addressOf({ at: code })} replace>
                      {name}
                    </Link>
                  </th>
                  <td data-title={t('map.column.role')}>{roleWords(role).join(t('map.comma'))}</td>
                  {shown !== undefined && (
                    <>
                      <td data-title={t('map.column.value')} data-number="true">
                        {value === undefined ? t('map.missing') : write.value(shown, value)}
                      </td>
                      <td data-title={t('map.column.class')} data-number="true">
                        {shade === undefined ? '–' : shade + 1}
                      </td>
                    </>
                  )}
                  <td data-title={t('map.column.shape')}>
                    {t(drawn.has(code) ? 'map.on_map' : 'map.not_on_map')}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </DataFrame>
      )}
    </details>
  )
}

function inOrder(one: MapPlace, other: MapPlace): number {
  const [a, b] = [one.value ?? -Infinity, other.value ?? -Infinity]
  if (a !== b) return b - a
  return rankOf(one) - rankOf(other)
}

/** One's own place, then its peers from the nearest, then the others. */
function rankOf({ role: { isOwn, peer } }: MapPlace): number {
  return isOwn ? 0 : (peer ?? Infinity) === Infinity ? 1e6 : (peer ?? 0)
}
