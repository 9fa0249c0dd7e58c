import { useTranslation } from 'react-i18next'
import { FileChoice } from './file-choice.tsx'
import { FindingTable } from './finding-table.tsx'
import { unitKinds } from './queries.ts'
import type { FileKind } from './queries.ts'
import { ReportView } from './report-view.tsx'
import type { TrialOptions } from './use-sending.ts'
import { useTrial } from './use-trial.ts'

const tables = '.csv,.xlsx,.json,.jsonl'

/** Files, what they would change, and the deed itself. Nothing is written before it was looked at. */
export function ImportPart({ kind }: { kind: FileKind }) {
  const { t } = useTranslation('statistic')
  const trial = useTrial(kind)
  const { plan, table, planFindings, refusal, isPending, report } = trial
  return (
    <section className="panel statistic-block" aria-label={t(`kind.${kind}`)}>
      <div className="statistic-files">
        <FileChoice
          label={t('import.plan')}
          accept=".yaml,.yml,.json"
          what={t(kind === 'statistics' ? 'import.plan_what' : 'import.plan_optional')}
          file={plan}
          onChoose={(file) => trial.choose({ plan: file })}
        />
        <FileChoice
          label={t(kind === 'statistics' ? 'import.table' : 'import.list')}
          accept={tables}
          what={t('import.table_what')}
          file={table}
          onChoose={(file) => trial.choose({ table: file })}
        />
      </div>
      {kind === 'statistics' && (
        <Options options={trial.options} onChange={(options) => trial.choose({ options })} />
      )}
      <div role="alert" className="statistic-refusal">
        {refusal}
      </div>
      {planFindings.length > 0 && (
        <div role="status">
          <p className="statistic-verdict" data-allowed={false}>
            <strong>{t('report.plan_broken')}</strong>
          </p>
          <FindingTable findings={planFindings} leftOut={0} />
        </div>
      )}
      {isPending && report === undefined && <p className="soft">{t('import.reading')}</p>}
      {report !== undefined && (
        <ReportView
          key={report.digest}
          report={report}
          isPending={isPending}
          onWrite={(isPartial) => void trial.write(isPartial)}
        />
      )}
    </section>
  )
}

function Options({
  options,
  onChange,
}: {
  options: TrialOptions
  onChange: (options: TrialOptions) => void
}) {
  const { t } = useTranslation('statistic')
  return (
    <div className="statistic-options">
      <label className="statistic-option">
        <span>{t('import.units')}</span>
        <select
          className="input"
          value={options.units}
          onChange={({ target }) =>
            onChange({ ...options, units: unitKinds.find((one) => one === target.value) ?? 'division' })
          }
        >
          {unitKinds.map((one) => (
            <option key={one} value={one}>
              {t(`units.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="statistic-option">
        <span>{t('import.period')}</span>
        <input
          className="input"
          value={options.period}
          placeholder={t('import.period_like')}
          pattern="[0-9]{4}(-(0[1-9]|1[0-2])|-Q[1-4])?"
          onChange={({ target }) => onChange({ ...options, period: target.value.trim() })}
        />
      </label>
    </div>
  )
}
