import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import type { CommandData } from './queries.ts'

/** Who is on duty now, office by office. */
export function Roster({ roster }: { roster: CommandData['roster'] }) {
  const { t } = useTranslation('command-view')
  const formats = useFormats()
  return (
    <section className="command-panel command-roster panel" aria-labelledby="command-roster">
      <h2 id="command-roster">
        {t('roster.title')}
        {roster.data !== undefined && (
          <span className="soft small">
            {t('roster.count', { count: roster.data.rows.filter((row) => row.is_running).length })}
          </span>
        )}
      </h2>
      <Shown query={roster} rows={4}>
        {({ rows }) => {
          const running = rows.filter((row) => row.is_running)
          if (running.length === 0) return <Empty what={t('roster.none')} />
          return (
            <div className="command-scroll" role="region" aria-labelledby="command-roster" tabIndex={0}>
              <table className="command-duty">
                <tbody>
                  {running.map((row) => (
                    <tr key={`${row.duty} ${row.person}`}>
                      <th scope="row" title={row.office_name}>
                        {row.office_name}
                      </th>
                      <td>{row.name}</td>
                      <td className="number soft">{t('roster.until', { at: formats.time(row.until) })}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }}
      </Shown>
    </section>
  )
}
