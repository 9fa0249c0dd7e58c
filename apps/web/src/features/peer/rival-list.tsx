import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { DataFrame } from '../../ui/data-frame.tsx'
import type { Choice } from './choice.ts'
import type { Rivals } from './queries.ts'
import { usePeerState } from './use-peer-state.ts'
import { useWriting } from './writing.ts'

const columns = ['side', 'name', 'score', 'away', 'act'] as const

/** 标兵 above, 追兵 below, and one's own place between them. */
export function RivalList({ choice, rivals }: { choice: Choice; rivals: Rivals }) {
  const { t } = useTranslation('peer')
  const write = useWriting(choice.ground)
  const { addressOf } = usePeerState()
  const rows = [
    ...rivals.ahead.toReversed().map((one) => ({ ...one, side: 'ahead' as const })),
    { ...rivals.unit, away: 0, side: 'own' as const },
    ...rivals.level.map((one) => ({ ...one, score: rivals.unit.score, away: 0, side: 'level' as const })),
    ...rivals.behind.map((one) => ({ ...one, side: 'behind' as const })),
  ]
  return (
    <section className="panel peer-block" aria-labelledby="peer-rivals">
      <header>
        <h2 id="peer-rivals">{t('rivals.title')}</h2>
        <p className="soft small">
          {t('rivals.what', {
            name: rivals.unit.name,
            place: rivals.better_ones + 1,
            count: rivals.units,
          })}
        </p>
      </header>
      <DataFrame label={t('rivals.title')}>
        <table className="data-table data-cards">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col" data-number={column === 'score' || column === 'away'}>
                  {t(`rivals.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ code, name, score, away, side }) => (
              <tr key={code} data-chosen={side === 'own'}>
                <td data-title={t('rivals.column.side')}>{t(`rivals.${side}`)}</td>
                <th scope="row" dir="auto">
                  {name}
                </th>
                <td data-title={t('rivals.column.score')} data-number="true">
                  {write.score(score)}
                </td>
                <td data-title={t('rivals.column.away')} data-number="true">
                  {away > 0 && write.score(away)}
                </td>
                <td>
                  {side !== 'own' && (
                    <Link to={addressOf({ peer: code })} aria-label={t('rivals.show', { name })}>
                      {t('peers.gap')}
                    </Link>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </DataFrame>
    </section>
  )
}
