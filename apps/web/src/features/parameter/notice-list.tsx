import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useAsk } from '../../wire/service-context.tsx'

/** The notices that made a year, with the words under which they were published. */
export function NoticeList({ year }: { year: number }) {
  const { t } = useTranslation('parameter')
  const formats = useFormats()
  const query = useAsk('calendar.list', {}, { every: 15_000 })
  return (
    <section className="panel calendar-notices" aria-label={t('notice.title')}>
      <h2>{t('notice.title')}</h2>
      <Shown query={query} rows={2}>
        {({ rows }) => {
          const own = rows.filter((row) => row.year === year)
          if (own.length === 0) return <p className="soft">{t('notice.none', { year })}</p>
          return (
            <ul>
              {own.map((row) => (
                <li key={row.version}>
                  <span>{t('notice.days', { off: row.off, work: row.work })}</span>
                  <Source text={row.source} />
                  <span className="soft small">
                    {row.loaded_at === undefined
                      ? t('notice.shipped')
                      : t('notice.loaded', { at: formats.moment(row.loaded_at) })}
                    {row.loaded_at !== undefined &&
                      t(row.reckoned_at === undefined ? 'notice.reckoning' : 'notice.reckoned')}
                  </span>
                </li>
              ))}
            </ul>
          )
        }}
      </Shown>
    </section>
  )
}

/** Number or address of a notice; addresses can be followed. */
function Source({ text }: { text: string }) {
  return (
    <span className="calendar-source">
      {text.split(/\s+/).map((part) =>
        /^https?:\/\//.test(part) ? (
          <a key={part} href={part} target="_blank" rel="noreferrer">
            {part}
          </a>
        ) : (
          <span key={part}>{part}</span>
        ),
      )}
    </span>
  )
}
