import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { DataFrame } from '../../ui/data-frame.tsx'
import type { BoundaryReport } from './queries.ts'

interface BoundaryReportProps {
  readonly report: BoundaryReport
  readonly isPending: boolean
  readonly onWrite: () => void
}

/** What a file of boundaries would change or has changed, and what is wrong with it by feature. */
export function BoundaryReportView({ report, isPending, onWrite }: BoundaryReportProps) {
  const { t } = useTranslation('statistic')
  const formats = useFormats()
  const errors = report.findings.filter(({ severity }) => severity === 'error').length
  const verdict = verdictOf(report, errors)
  return (
    <div className="statistic-report" role="status" data-applied={report.is_applied}>
      <p className="statistic-verdict" data-allowed={verdict !== 'broken'}>
        <strong>{t(`boundary.verdict.${verdict}`)}</strong>{' '}
        {report.is_applied && <Link to="/peers?view=map&units=division">{t('boundary.open')}</Link>}
      </p>
      <dl className="statistic-counts">
        {(['features', 'passed', 'divisions', 'added', 'changed', 'removed', 'lacking'] as const).map(
          (name) => (
            <div key={name} data-count={name}>
              <dt>{t(`boundary.count.${name}`)}</dt>
              <dd className="number">{formats.number(report[name])}</dd>
            </div>
          ),
        )}
      </dl>
      {report.divisions > 0 && (
        <p className="soft small">
          {t(report.tolerance > 0 ? 'boundary.simplified' : 'boundary.whole', {
            positions: formats.number(report.positions),
            kept: formats.number(report.kept_positions),
            metres: formats.number(Math.ceil(report.tolerance)),
          })}
        </p>
      )}
      {verdict === 'good' && (
        <p>
          <Button type="primary" loading={isPending} onClick={onWrite}>
            {t('boundary.write', { count: report.divisions })}
          </Button>
        </p>
      )}
      <Findings report={report} />
    </div>
  )
}

function verdictOf(report: BoundaryReport, errors: number): 'applied' | 'broken' | 'same' | 'good' {
  if (report.is_applied) return 'applied'
  if (errors > 0 || report.divisions === 0) return 'broken'
  // The number of an import before the deed is that of the same one.
  return report.boundary === undefined ? 'good' : 'same'
}

/** The most findings that stand on the screen. */
const most = 100

function Findings({ report: { findings, left_out: leftOut } }: Pick<BoundaryReportProps, 'report'>) {
  const { t } = useTranslation('statistic')
  const say = useWording()
  if (findings.length === 0) return undefined
  const hidden = Math.max(0, findings.length - most) + leftOut
  return (
    <>
      <h3>{t('findings.title')}</h3>
      <DataFrame label={t('findings.title')}>
        <table className="data-table data-cards">
          <thead>
            <tr>
              <th scope="col">{t('findings.place')}</th>
              <th scope="col">{t('findings.severity')}</th>
              <th scope="col">{t('findings.message')}</th>
            </tr>
          </thead>
          <tbody>
            {findings.slice(0, most).map(({ feature, code, severity, message }) => (
              <tr key={`${feature} ${code}`}>
                <th scope="row">
                  {feature === 0 ? t('findings.whole') : t('boundary.feature', { feature })}
                </th>
                <td data-title={t('findings.severity')}>
                  <span className="data-tag" data-tone={severity === 'error' ? 'worse' : 'plain'}>
                    {t(`findings.${severity}`)}
                  </span>
                </td>
                <td data-title={t('findings.message')} dir="auto">
                  {say(message)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </DataFrame>
      {hidden > 0 && <p className="soft">{t('findings.more', { count: hidden })}</p>}
    </>
  )
}
