import { useTranslation } from 'react-i18next'
import { useWording } from '../../text/format-context.tsx'
import { DataFrame } from '../../ui/data-frame.tsx'
import { columnName } from '../../ui/sheet-place.ts'
import type { Finding } from './queries.ts'

/** The most findings that stand on the screen. */
const most = 100

interface FindingTableProps {
  readonly findings: readonly Finding[]
  readonly leftOut: number
}

/** What is wrong with a table or its plan, by row and column as a spreadsheet names them. */
export function FindingTable({ findings, leftOut }: FindingTableProps) {
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
            {findings.slice(0, most).map((finding) => (
              <tr key={keyOf(finding)}>
                <th scope="row">
                  <Place finding={finding} />
                </th>
                <td data-title={t('findings.severity')}>
                  <span className="data-tag" data-tone={finding.severity === 'error' ? 'worse' : 'plain'}>
                    {t(`findings.${finding.severity}`)}
                  </span>
                </td>
                <td data-title={t('findings.message')} dir="auto">
                  {say(finding.message)}
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

function keyOf({ file, row, column, code, message }: Finding): string {
  return [file, row, column, code, message.zh].join(' ')
}

function Place({ finding: { file, row, column } }: { finding: Finding }) {
  const { t } = useTranslation('statistic')
  if (file === 'plan') return row === 0 ? t('findings.plan') : t('findings.plan_line', { row })
  if (row === 0) return t('findings.whole')
  return column === 0 ? t('findings.row', { row }) : t('findings.cell', { row, column: columnName(column) })
}
