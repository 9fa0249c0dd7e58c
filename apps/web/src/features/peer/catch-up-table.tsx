import { useTranslation } from 'react-i18next'
import { DataFrame } from '../../ui/data-frame.tsx'
import type { Choice } from './choice.ts'
import type { GroundIndicator } from './ground.ts'
import type { CatchUp } from './queries.ts'
import { useWriting } from './writing.ts'

interface CatchUpTableProps {
  readonly choice: Choice
  readonly indicator: GroundIndicator
  readonly found: CatchUp
}

/** The lines in numbers, the newest year first. */
export function CatchUpTable({ choice, indicator, found }: CatchUpTableProps) {
  const { t } = useTranslation('peer')
  const write = useWriting(choice.ground)
  const { own, peer } = found
  const [here, there] = [own, peer].map(({ rows }) => new Map(rows.map(({ year, value }) => [year, value])))
  const years = [...new Set([...own.rows, ...peer.rows].map(({ year }) => year))].toSorted(
    (one, other) => other - one,
  )
  return (
    <DataFrame label={t('catch_up.table')}>
      <table className="data-table data-cards">
        <thead>
          <tr>
            <th scope="col">{t('catch_up.column.year')}</th>
            {[own, peer].map(({ code, name }) => (
              <th key={code} scope="col" data-number="true">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {years.map((year) => (
            <tr key={year}>
              <th scope="row" className="number">
                {year}
              </th>
              <td data-title={own.name} data-number="true">
                {write.value(indicator.code, here?.get(year) ?? null)}
              </td>
              <td data-title={peer.name} data-number="true">
                {write.value(indicator.code, there?.get(year) ?? null)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </DataFrame>
  )
}
