import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useFormats } from '../../text/format-context.tsx'
import { writeAddress } from '../../ui/list-address.ts'
import { DataFrame } from '../../ui/data-frame.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import type { RankingPartProps } from './ranking-part.ts'

/** How places change when another recipe is run over the same table. */
export function RankChange({ ranking, nameOf }: RankingPartProps) {
  const { t } = useTranslation('recipe')
  const formats = useFormats()
  const [search, setSearch] = useSearchParams()
  const query = useAsk('ranking.list', { query: { limit: 200 } })
  return (
    <Shown query={query}>
      {({ rows }) => {
        const others = rows.filter(
          ({ ranking: id, input, recipe_hash: hash }) =>
            id !== ranking.ranking && input === ranking.input && hash !== ranking.recipe_hash,
        )
        const other = others.find(({ ranking: id }) => id === search.get('with')) ?? others[0]
        if (other === undefined) return <p className="soft">{t('change.none')}</p>
        return (
          <>
            <label className="recipe-inline">
              <span>{t('change.with')}</span>
              <select
                className="input"
                value={other.ranking}
                onChange={({ target }) =>
                  setSearch(writeAddress(search, { with: target.value }), {
                    replace: true,
                    preventScrollReset: true,
                  })
                }
              >
                {others.map(({ ranking: id, recipe, version, ran_at: at }) => (
                  <option key={id} value={id}>
                    {t('change.option', { recipe, version, at: formats.moment(at) })}
                  </option>
                ))}
              </select>
            </label>
            <Changes ranking={ranking.ranking} other={other.ranking} nameOf={nameOf} />
          </>
        )
      }}
    </Shown>
  )
}

interface ChangesProps {
  readonly ranking: string
  readonly other: string
  readonly nameOf: (unit: string) => string
}

function Changes({ ranking, other, nameOf }: ChangesProps) {
  const { t } = useTranslation('recipe')
  const query = useAsk('ranking.compare', { params: { ranking, other } }, { staysFor: Infinity })
  return (
    <Shown query={query}>
      {({ rows }) => (
        <DataFrame label={t('tab.change')}>
          <table className="data-table recipe-change">
            <thead>
              <tr>
                <th scope="col">{t('result.column.unit')}</th>
                {(['before', 'after', 'change'] as const).map((column) => (
                  <th key={column} scope="col" data-number="true">
                    {t(`change.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ unit, before, after, change }) => (
                <tr key={unit}>
                  <th scope="row">{nameOf(unit)}</th>
                  <td data-number="true">{before ?? '–'}</td>
                  <td data-number="true">{after ?? '–'}</td>
                  <td data-number="true">
                    <Change change={change} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </DataFrame>
      )}
    </Shown>
  )
}

function Change({ change }: { change: number | null }) {
  const { t } = useTranslation('recipe')
  if (change === null) return '–'
  if (change === 0) return t('change.same')
  return (
    <span className="data-tag" data-tone={change > 0 ? 'better' : 'worse'}>
      {t(change > 0 ? 'change.rises' : 'change.falls', { count: Math.abs(change) })}
    </span>
  )
}
