import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'
import { DataFrame } from '../../ui/data-frame.tsx'
import { Empty, Shown } from '../../ui/screen-state.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import { BoundaryReportView } from './boundary-report.tsx'
import { FileChoice } from './file-choice.tsx'
import { systems, useBoundaryTrial } from './use-boundary-trial.ts'
import type { BoundaryTrial } from './use-boundary-trial.ts'

/** A file of boundaries with what stands below the map, what it would change, and the deed itself. */
export function BoundaryPart() {
  const { t } = useTranslation('statistic')
  const trial = useBoundaryTrial()
  const { form, isReady, isPending, report, refusal } = trial
  return (
    <>
      <section className="panel statistic-block" aria-label={t('kind.boundaries')}>
        <p className="soft">{t('boundary.what')}</p>
        <form
          className="statistic-block-form"
          onSubmit={(event) => {
            event.preventDefault()
            if (isReady) void trial.send()
          }}
        >
          <FileChoice
            label={t('boundary.file')}
            accept=".geojson,.json"
            what={t('boundary.file_what')}
            file={form.file}
            onChoose={(file) => trial.change({ file })}
          />
          <Fields trial={trial} />
          <p>
            <Button htmlType="submit" disabled={!isReady} loading={isPending && report === undefined}>
              {t('boundary.try')}
            </Button>
          </p>
        </form>
        <div role="alert" className="statistic-refusal">
          {refusal}
        </div>
        {report !== undefined && (
          <BoundaryReportView
            report={report}
            isPending={isPending}
            onWrite={() => void trial.send(report.digest)}
          />
        )}
      </section>
      <History />
    </>
  )
}

const words = ['property', 'source', 'approval'] as const

function Fields({ trial: { form, change } }: { trial: BoundaryTrial }) {
  const { t } = useTranslation('statistic')
  return (
    <div className="statistic-options">
      <label className="statistic-option">
        <span>{t('boundary.coordinates')}</span>
        <select
          className="input"
          value={form.coordinates ?? ''}
          required
          onChange={({ target }) => change({ coordinates: systems.find((one) => one === target.value) })}
        >
          <option value="">{t('boundary.choose')}</option>
          {systems.map((one) => (
            <option key={one} value={one}>
              {t(`boundary.system.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {words.map((name) => (
        <label key={name} className="statistic-option">
          <span>{t(`boundary.${name}`)}</span>
          <input
            className="input"
            value={form[name]}
            required
            maxLength={name === 'property' ? 100 : 200}
            placeholder={t(`boundary.${name}_like`)}
            onChange={({ target }) => change({ [name]: target.value })}
          />
        </label>
      ))}
    </div>
  )
}

const heads = ['file', 'origin', 'divisions', 'at'] as const

/** Files that were handed in, the newest first: that one is on the maps. */
function History() {
  const { t } = useTranslation('statistic')
  const formats = useFormats()
  const query = useAsk('boundary.list', { query: { limit: 20 } })
  return (
    <section className="panel statistic-block" aria-labelledby="boundary-history">
      <h2 id="boundary-history">{t('boundary.history')}</h2>
      <Shown query={query} rows={2}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty what={t('boundary.none')} />
          ) : (
            <DataFrame label={t('boundary.history')}>
              <table className="data-table data-cards">
                <thead>
                  <tr>
                    {heads.map((head) => (
                      <th key={head} scope="col" data-number={head === 'divisions'}>
                        {t(`boundary.column.${head}`)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rows.map(({ boundary, file, source, approval, divisions, at, by }, place) => (
                    <tr key={boundary}>
                      <th scope="row" dir="auto">
                        {file} {place === 0 && <span className="data-tag">{t('boundary.holds')}</span>}
                      </th>
                      <td data-title={t('boundary.column.origin')} dir="auto">
                        {source} · {approval}
                      </td>
                      <td data-title={t('boundary.column.divisions')} data-number="true">
                        {formats.number(divisions)}
                      </td>
                      <td data-title={t('boundary.column.at')}>
                        {t('deed', { at: formats.moment(at), by })}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </DataFrame>
          )
        }
      </Shown>
    </section>
  )
}
