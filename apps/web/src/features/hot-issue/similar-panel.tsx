import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMay } from '../../app/me.tsx'
import { useFormats } from '../../text/format-context.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import type { RowOf } from '../../wire/service-context.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import './similar-panel.css'

export type SimilarMatter = RowOf<'matter.similar'>

interface SimilarPanelProps {
  readonly matter: string
  /** How many are shown. */
  readonly limit?: number
  /** In place of a list with nothing in it. */
  readonly none?: string
  /** What can be done with one. */
  readonly act?: (matter: SimilarMatter) => React.ReactNode
}

/** What a matter resembles; nothing for those who may not ask. */
export function useSimilar(matter: string, limit: number) {
  const may = useMay()
  return useAsk(
    'matter.similar',
    { params: { matter }, query: { limit } },
    { staysFor: 30_000, isWanted: may('matter.similar') },
  )
}

/** Matters that one resembles by words, place, category and time, as far as somebody may see them, and the issue they make. */
export function SimilarPanel({ matter, limit = 10, none, act }: SimilarPanelProps) {
  const { t } = useTranslation('hot-issue')
  const formats = useFormats()
  const may = useMay()
  const query = useSimilar(matter, limit)
  return (
    <Shown query={query} rows={3}>
      {({ rows, issue }) => (
        <div className="similar">
          {rows.length === 0 ? (
            <Empty what={none ?? t('similar.none')} />
          ) : (
            <ul className="similar-list">
              {rows.map((row) => (
                <li key={row.id}>
                  <Link to={`/matters/${row.id}`} dir="auto">
                    {row.title === '' ? row.number : row.title}
                  </Link>
                  <span className="number soft small">{row.number}</span>
                  <span className="small">{t(`status.${row.status}`)}</span>
                  <span className="soft small">
                    {t('similar.likeness', { percent: Math.round(100 * row.likeness) })}
                    {row.distance !== undefined &&
                      t('similar.distance', { metres: formats.number(row.distance) })}
                    {row.reporters > 0 && t('similar.reporters', { count: row.reporters })}
                    {t('similar.at', { day: formats.moment(row.opened_at) })}
                  </span>
                  {act?.(row)}
                </li>
              ))}
            </ul>
          )}
          {issue !== undefined && rows.length > 0 && may('hot_issue.read') && (
            <p className="small">
              <Link to={`/hot-issues/${issue}`}>{t('similar.issue')}</Link>
            </p>
          )}
        </div>
      )}
    </Shown>
  )
}
