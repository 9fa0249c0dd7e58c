import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { Failed } from '../../ui/screen-state.tsx'
import { Refusal } from '../../wire/refusal.ts'
import type { Finding } from './queries.ts'

/** Warnings beyond these are counted. */
const mostShown = 5

/** What must be said beside a result; nothing where there is nothing. */
export function FindingLines({ findings }: { findings: readonly Pick<Finding, 'path' | 'message'>[] }) {
  const { t } = useTranslation('peer')
  if (findings.length === 0) return undefined
  const more = findings.length - mostShown
  return (
    <ul className="peer-findings small" aria-label={t('findings')}>
      {findings.slice(0, mostShown).map(({ path, message }) => (
        <li key={`${path} ${message}`}>{message}</li>
      ))}
      {more > 0 && <li>{t('findings_more', { count: more })}</li>}
    </ul>
  )
}

/** Why there is no result, fault by fault, with what to do. */
export function Faults({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const problem = error instanceof Refusal ? error.problem : undefined
  if (problem?.findings === undefined) return <Failed error={error} onRetry={onRetry} />
  return (
    <Alert
      type="warning"
      role="alert"
      title={problem.detail}
      description={problem.findings.length > 1 && <FindingLines findings={problem.findings} />}
    />
  )
}
