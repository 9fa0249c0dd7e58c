import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFormats } from '../../text/format-context.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { amountOf, levelBelow, listPath, measures } from './command-state.ts'
import type { CommandState } from './command-state.ts'
import type { AddressChange } from '../../ui/list-address.ts'
import type { CommandData } from './queries.ts'

/** The map as a table: every area with its numbers, each of which opens its list. */
export function AreaTable({
  state: { level, measure },
  change,
  data: { areas, narrowing },
}: {
  state: CommandState
  change: (change: AddressChange) => void
  data: CommandData
}) {
  const { t } = useTranslation('command-view')
  const formats = useFormats()
  return (
    <Shown query={areas}>
      {({ rows }) =>
        rows.length === 0 ? (
          <Empty what={t('map.empty')} />
        ) : (
          <div className="command-table-frame" role="region" aria-label={t('table.label')} tabIndex={0}>
            <table className="command-table">
              <thead>
                <tr>
                  <th scope="col">{t(`level.${level}`)}</th>
                  {measures.map((one) => (
                    <th key={one} scope="col" aria-sort={one === measure ? 'descending' : undefined}>
                      {t(`measure.${one}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows
                  .toSorted((one, other) => amountOf(other, measure) - amountOf(one, measure))
                  .map((row) => (
                    <tr key={row.key ?? ''}>
                      <th scope="row">
                        {row.key === undefined ? (
                          t('table.nowhere')
                        ) : (
                          <button
                            type="button"
                            className="command-area"
                            onClick={() => change({ area: row.key, level: levelBelow(level), at: undefined })}
                          >
                            {row.name ?? row.key}
                          </button>
                        )}
                      </th>
                      {measures.map((one) => (
                        <td key={one} className="number">
                          {row.key === undefined ? (
                            formats.number(amountOf(row, one))
                          ) : (
                            <Link to={listPath(narrowing, one, { area: row.key })}>
                              {formats.number(amountOf(row, one))}
                            </Link>
                          )}
                        </td>
                      ))}
                    </tr>
                  ))}
              </tbody>
            </table>
          </div>
        )
      }
    </Shown>
  )
}
