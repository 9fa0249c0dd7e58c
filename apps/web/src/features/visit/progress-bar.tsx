import { useTranslation } from 'react-i18next'
import { progressParts } from './progress.ts'
import type { Progress } from './progress.ts'

/** How all actions of a visit stand, on one bar; the words beside it say the same. */
export function ProgressBar({ progress }: { progress: Progress }) {
  const { t } = useTranslation('visit')
  const parts = progressParts(progress)
  const all = parts.reduce((sum, { count }) => sum + count, 0)
  const words = useProgressWords()
  if (all === 0) return <span className="soft small">{t('progress.none')}</span>
  return (
    <span className="visit-progress">
      <span className="visit-bar" aria-hidden="true">
        {parts.map(({ kind, count }) => (
          <span key={kind} data-kind={kind} style={{ flexGrow: count }} />
        ))}
      </span>
      <span className="small">{words(progress)}</span>
    </span>
  )
}

/** The parts that are not empty, each with its mark and its number. */
export function ProgressLegend({ progress }: { progress: Progress }) {
  const { t } = useTranslation('visit')
  return (
    <ul className="visit-legend small">
      {progressParts(progress).map(({ kind, count }) => (
        <li key={kind}>
          <span className="visit-mark" data-kind={kind} aria-hidden="true" />
          {t(`progress.${kind}`, { count })}
        </li>
      ))}
    </ul>
  )
}

/** 2 项中办结 1 项，超期 1 项 */
function useProgressWords(): (progress: Progress) => string {
  const { t } = useTranslation('visit')
  return (progress) => {
    const { planned, open, done, overdue } = progress
    const all = planned + open + done
    const said = all === 0 ? t('progress.all_withdrawn') : t('progress.done_of', { done, count: all })
    return overdue === 0 ? said : t('progress.with_overdue', { said, count: overdue })
  }
}
