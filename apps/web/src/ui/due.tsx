import { useTranslation } from 'react-i18next'
import { useFormats } from '../text/format-context.tsx'
import './due.css'

/** By when, as people say it: midnight is the end of the day before. */
export function DueText({ at }: { at: string }) {
  const { t } = useTranslation('form')
  const formats = useFormats()
  const isMidnight = formats.time(at) === '00:00'
  return (
    <time dateTime={at}>
      {isMidnight ? t('due.day_end', { day: formats.day(Date.parse(at) - 1) }) : formats.moment(at)}
    </time>
  )
}

/** Why it is due then: the rule and the result, and between them every day when asked for. */
export function Why({ lines }: { lines: readonly string[] }) {
  const { t } = useTranslation('form')
  const [first, ...rest] = lines
  const last = rest.at(-1)
  if (first === undefined) return undefined
  return (
    <section className="due-why small" aria-label={t('due.why')}>
      <h3>{t('due.why')}</h3>
      <p>{first}</p>
      {rest.length > 1 && (
        <details>
          <summary>{t('due.day_by_day', { count: rest.length - 1 })}</summary>
          <ul>
            {rest.slice(0, -1).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
      {last !== undefined && <p>{last}</p>}
    </section>
  )
}
