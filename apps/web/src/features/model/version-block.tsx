import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../text/format-context.tsx'
import { usePercent } from './current-block.tsx'
import type { ModelVersion, PackModels } from './queries.ts'

interface VersionBlockProps {
  readonly models: PackModels
  /** Undefined for those who may not. */
  readonly onBack: ((version: number) => void) | undefined
}

const columns = ['version', 'trained', 'learnt', 'score', 'outcome', 'act'] as const

/** All versions with what became of each, the newest first. */
export function VersionBlock({ models, onBack }: VersionBlockProps) {
  const { t } = useTranslation('model')
  const { versions } = models
  if (versions.length === 0) return undefined
  const shown = onBack === undefined ? columns.filter((column) => column !== 'act') : columns
  return (
    <section className="panel model-block" aria-labelledby="model-versions">
      <h2 id="model-versions">{t('version.title')}</h2>
      <p className="soft">{t('version.what')}</p>
      <div className="model-scroll" tabIndex={0} role="region" aria-label={t('version.title')}>
        <table className="list-table model-table">
          <thead>
            <tr>
              {shown.map((column) => (
                <th key={column} scope="col">
                  {t(`version.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {versions.map((version) => (
              <VersionRow key={version.version} row={version} onBack={onBack} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function VersionRow({ row, onBack }: { row: ModelVersion; onBack: VersionBlockProps['onBack'] }) {
  const { t } = useTranslation('model')
  const formats = useFormats()
  const percent = usePercent()
  const { version, state, score, rival, learnt } = row
  return (
    <tr data-state={state}>
      <td data-title={t('version.version')} className="number">
        {version}
      </td>
      <td data-title={t('version.trained')} className="number">
        {formats.moment(row.trained_at)}
      </td>
      <td data-title={t('version.learnt')} className="number">
        {learnt === 0 ? t('version.names') : formats.number(learnt)}
      </td>
      <td data-title={t('version.score')}>
        {score === undefined ? (
          <span className="soft">{t('version.unmeasured')}</span>
        ) : (
          <>
            <span className="number">{percent(score.macro_f1)}</span>
            {rival?.score !== undefined && (
              <span className="soft small">
                {' '}
                {t('version.against', { version: rival.version, score: percent(rival.score.macro_f1) })}
              </span>
            )}
          </>
        )}
      </td>
      <td data-title={t('version.outcome')}>
        <span className="model-state" data-state={state}>
          {t(`state.${state}`)}
        </span>{' '}
        <span className="soft small">{t(`reason.${row.reason}`)}</span>
      </td>
      {onBack !== undefined && (
        <td data-title={t('version.act')}>
          {state !== 'current' && row.is_kept && (
            <Button size="small" onClick={() => onBack(version)} aria-label={t('take_back.of', { version })}>
              {t('take_back.act')}
            </Button>
          )}
        </td>
      )}
    </tr>
  )
}
