import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { useFormats } from '../../text/format-context.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { FindingTable } from './finding-table.tsx'
import { useImport } from './queries.ts'
import { ReportCounts } from './report-counts.tsx'
import { WithdrawImport } from './withdraw.tsx'
import { WithdrawalBlock } from './withdrawal-block.tsx'
import './statistic.css'

/** An import as it was done: what came of it, what was wrong with its file, and its plan. */
export function ImportPage() {
  const { import: number = '' } = useParams()
  const { t } = useTranslation('statistic')
  const formats = useFormats()
  const query = useImport(Number(number) || 0)
  return (
    <Shown query={query}>
      {(found) => (
        <article className="statistic">
          <PageHead
            title={found.file}
            what={`${t('imports.number', { number: found.import })} · ${t(`units.${found.units}`)} · ${t(
              'deed',
              {
                at: formats.moment(found.at),
                by: found.by,
              },
            )}`}
            acts={<WithdrawImport found={found} />}
          />
          <section className="panel statistic-block" aria-label={t('imports.result')}>
            <h2>{t('imports.result')}</h2>
            <ReportCounts report={found} />
            <p className="soft small statistic-digest">
              {t('imports.digest')} <code>{found.file_digest}</code>
            </p>
            {found.findings.length === 0 && <p className="soft">{t('findings.none')}</p>}
            <FindingTable findings={found.findings} leftOut={found.left_out} />
          </section>
          <WithdrawalBlock found={found} />
          <section className="panel statistic-block" aria-label={t('import.plan')}>
            <h2>{t('import.plan')}</h2>
            <pre className="statistic-plan" tabIndex={0} dir="auto">
              {found.plan_text}
            </pre>
          </section>
        </article>
      )}
    </Shown>
  )
}
