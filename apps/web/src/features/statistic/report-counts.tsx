import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'

const names = [
  'rows',
  'units_told',
  'units',
  'divisions',
  'passed',
  'added',
  'changed',
  'unchanged',
  'removed',
] as const

/** The numbers of a report or an import, each with its name. */
export function ReportCounts({ report }: { report: object }) {
  const { t } = useTranslation('statistic')
  const formats = useFormats()
  const numbers = new Map<string, unknown>(Object.entries(report))
  return (
    <dl className="statistic-counts">
      {names.map((name) => {
        const value = numbers.get(name)
        if (typeof value !== 'number') return undefined
        return (
          <div key={name} data-count={name}>
            <dt>{t(`count.${name}`)}</dt>
            <dd className="number">{formats.number(value)}</dd>
          </div>
        )
      })}
    </dl>
  )
}
