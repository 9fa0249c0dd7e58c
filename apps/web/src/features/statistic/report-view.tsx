import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { FindingTable } from './finding-table.tsx'
import type { DivisionReport, StatisticReport } from './queries.ts'
import { ReportCounts } from './report-counts.tsx'
import { standingOf } from './report-standing.ts'

interface ReportViewProps {
  readonly report: StatisticReport | DivisionReport
  readonly isPending: boolean
  readonly onWrite: (isPartial: boolean) => void
}

/** What a file would change or has changed, and what is wrong with it by row and column. */
export function ReportView({ report, isPending, onWrite }: ReportViewProps) {
  const { t } = useTranslation('statistic')
  const [isPartial, setPartial] = useState(false)
  const standing = standingOf(report)
  const isGood = ['applied', 'good', 'same'].includes(standing.verdict)
  return (
    <div className="statistic-report" role="status" data-applied={report.is_applied}>
      <p className="statistic-verdict" data-allowed={isGood}>
        <strong>{t(`report.${standing.verdict}`)}</strong> <ImportLink report={report} />
      </p>
      <ReportCounts report={report} />
      {standing.isPartial && (
        <label className="choice">
          <input type="checkbox" checked={isPartial} onChange={({ target }) => setPartial(target.checked)} />
          {t('report.partial', { count: standing.errors })}
        </label>
      )}
      {standing.isOpen && (
        <p>
          <Button
            type="primary"
            loading={isPending}
            disabled={standing.errors > 0 && !isPartial}
            onClick={() => onWrite(isPartial)}
          >
            {t('report.write', { count: standing.changes })}
          </Button>
        </p>
      )}
      <FindingTable findings={report.findings} leftOut={report.left_out} />
    </div>
  )
}

function ImportLink({ report }: Pick<ReportViewProps, 'report'>) {
  const { t } = useTranslation('statistic')
  if (!report.is_applied || !('import' in report) || report.import === undefined) return undefined
  return <Link to={`/statistics/imports/${report.import}`}>{t('report.open')}</Link>
}
