import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats, useWording } from '../../text/format-context.tsx'
import { PlainTable } from './piece.tsx'
import type { ImportReport } from './queries.ts'
import { columnName } from '../../ui/sheet-place.ts'
import { useWord } from './word.ts'

const outcomes = ['added', 'changed', 'ended', 'unchanged', 'refused'] as const

/** The most rows of a report that stand on the screen. */
const most = 100

interface ReportProps {
  readonly report: ImportReport
  readonly isPartial: boolean
  readonly onPartial: (isPartial: boolean) => void
  readonly acts: ReactNode
}

/** What a file would change or has changed, row by row, and what is wrong with the rows that do not pass. */
export function ImportReportView({ report, isPartial, onPartial, acts }: ReportProps) {
  const { t } = useTranslation('registry')
  const formats = useFormats()
  const { counts, findings, is_applied: isApplied } = report
  const isBroken = findings.some(({ row, severity }) => row === 0 && severity === 'error')
  return (
    <div className="registry-report" role="status" data-applied={isApplied}>
      <p className="registry-verdict" data-allowed={counts.refused === 0 && !isBroken}>
        <strong>{t(sentenceOf(report, isBroken))}</strong>
      </p>
      <dl className="registry-counts">
        {outcomes.map((outcome) => (
          <div key={outcome} data-outcome={outcome}>
            <dt>{t(`outcome.${outcome}`)}</dt>
            <dd className="number">{formats.number(counts[outcome])}</dd>
          </div>
        ))}
      </dl>
      {!isApplied && counts.refused > 0 && !isBroken && (
        <label className="choice">
          <input type="checkbox" checked={isPartial} onChange={({ target }) => onPartial(target.checked)} />
          {t('import.partial', { count: counts.refused })}
        </label>
      )}
      {acts !== false && <p className="registry-acts">{acts}</p>}
      {findings.length > 0 && <Findings report={report} />}
      {report.lines.length > 0 && <Lines report={report} />}
    </div>
  )
}

function sentenceOf({ counts, is_applied: isApplied }: ImportReport, isBroken: boolean): string {
  if (isApplied) return 'import.applied'
  if (isBroken) return 'import.broken'
  if (counts.refused > 0) return 'import.faulty'
  return counts.added + counts.changed + counts.ended === 0 ? 'import.same' : 'import.good'
}

function Findings({ report: { findings, left_out: leftOut } }: { report: ImportReport }) {
  const { t } = useTranslation('registry')
  const say = useWording()
  const hidden = findings.length - most + leftOut.findings
  return (
    <>
      <h3>{t('import.findings')}</h3>
      <PlainTable
        label={t('import.findings')}
        rows={findings.slice(0, most)}
        keyOf={({ sheet, row, column, code, message }) => [sheet, row, column, code, message.zh].join(' ')}
        empty=""
        columns={[
          [
            t('import.row'),
            ({ row }) => (row === 0 ? t('import.whole') : <span className="number">{row}</span>),
          ],
          [t('import.column'), ({ column }) => <span className="number">{columnName(column)}</span>],
          [
            t('import.severity'),
            ({ severity }) => (
              <span className="registry-tag" data-kind={severity === 'error' ? 'urgent' : 'finding'}>
                {t(`import.${severity}`)}
              </span>
            ),
          ],
          [t('import.message'), ({ message }) => say(message)],
        ]}
      />
      {hidden > 0 && <p className="soft registry-none">{t('import.more', { count: hidden })}</p>}
    </>
  )
}

function Lines({ report: { lines, left_out: leftOut } }: { report: ImportReport }) {
  const { t } = useTranslation('registry')
  const word = useWord()
  const shown = lines.filter(({ outcome }) => outcome !== 'refused')
  const hidden = shown.length - most + leftOut.lines
  if (shown.length === 0) return undefined
  return (
    <>
      <h3>{t('import.lines')}</h3>
      <PlainTable
        label={t('import.lines')}
        rows={shown.slice(0, most)}
        keyOf={({ sheet, row, subject }) => [sheet, row, subject].join(' ')}
        empty=""
        columns={[
          [t('import.row'), ({ row }) => <span className="number">{row === 0 ? '' : row}</span>],
          [t('field.id'), ({ subject }) => <span className="number">{subject}</span>],
          [
            t('import.outcome'),
            ({ outcome }) => (
              <span className="registry-tag" data-kind={outcome}>
                {t(`outcome.${outcome}`)}
              </span>
            ),
          ],
          [
            t('import.fields'),
            ({ outcome, fields }) =>
              outcome === 'added' ? '' : fields.map((name) => word(`field.${name}`) ?? name).join(t('and')),
          ],
        ]}
      />
      {hidden > 0 && <p className="soft registry-none">{t('import.more', { count: hidden })}</p>}
    </>
  )
}
