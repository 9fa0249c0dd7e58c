import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFormats } from '../../text/format-context.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { amountOf, listPath } from './command-state.ts'
import type { AddressChange } from '../../ui/list-address.ts'
import type { CommandData } from './queries.ts'

const shownPlaces = 8

/** Communities where most came in within seven days that is not done yet. */
export function HotPlaces({
  change,
  data: { hot, narrowing, week },
}: {
  change: (change: AddressChange) => void
  data: CommandData
}) {
  const { t } = useTranslation('command-view')
  const formats = useFormats()
  return (
    <section className="command-panel panel" aria-labelledby="command-hot">
      <h2 id="command-hot">{t('hot.title')}</h2>
      <Shown query={hot} rows={4}>
        {({ rows }) => {
          const top = rows
            .filter(({ key }) => key !== undefined)
            .toSorted((one, other) => amountOf(other, 'open') - amountOf(one, 'open'))
            .slice(0, shownPlaces)
          const most = Math.max(1, ...top.map((row) => amountOf(row, 'open')))
          if (top.length === 0) return <Empty what={t('hot.none')} />
          return (
            <ol className="command-hot">
              {top.map((row) => (
                <li key={row.key}>
                  <button
                    type="button"
                    className="command-area"
                    onClick={() => change({ area: row.key, level: 'grid', at: undefined })}
                  >
                    {row.name ?? row.key}
                  </button>
                  <span className="command-bar" aria-hidden="true">
                    <span style={{ width: `${(100 * amountOf(row, 'open')) / most}%` }} />
                  </span>
                  <Link
                    className="number"
                    aria-label={t('hot.list', { area: row.name ?? row.key, count: amountOf(row, 'open') })}
                    to={listPath({ ...narrowing, opened_from: week }, 'open', { area: row.key ?? '' })}
                  >
                    {formats.number(amountOf(row, 'open'))}
                  </Link>
                </li>
              ))}
            </ol>
          )
        }}
      </Shown>
    </section>
  )
}
