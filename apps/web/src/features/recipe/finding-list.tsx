import { useTranslation } from 'react-i18next'
import type { Finding } from './queries.ts'

/** Those of a place and of all below it. */
export function findingsAt(findings: readonly Finding[], place: string): readonly Finding[] {
  return findings.filter(({ path }) => path === place || path.startsWith(`${place}/`))
}

/** What is wrong, or must be said; nothing where there is nothing. */
export function FindingList({ findings }: { findings: readonly Finding[] }) {
  const { t } = useTranslation('recipe')
  if (findings.length === 0) return undefined
  return (
    <ul className="recipe-findings">
      {findings.map(({ path, code, severity, message }) => (
        <li key={`${path} ${code} ${message}`} data-severity={severity}>
          <strong>{t(`severity.${severity}`)}</strong> {message} <code className="small soft">{path}</code>
        </li>
      ))}
    </ul>
  )
}
