import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Shown } from '../../ui/screen-state.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import { practiceOf } from './gap-answer.ts'
import { useVisit } from './queries.ts'

/** Takes the practice of a gap from what was found on a visit. */
export function PracticePicker({ onPick }: { onPick: (practice: string) => void }) {
  const { t } = useTranslation('visit')
  const [isOpen, setOpen] = useState(false)
  return (
    <details className="visit-practice" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t('practice.title')}</summary>
      {isOpen && <VisitChoice onPick={onPick} />}
    </details>
  )
}

function VisitChoice({ onPick }: { onPick: (practice: string) => void }) {
  const { t } = useTranslation('visit')
  const visits = useAsk('visit.list', { query: { limit: 200 } })
  const [visit, setVisit] = useState('')
  return (
    <Shown query={visits} rows={2}>
      {({ rows }) => {
        const found = rows.filter(({ findings }) => findings > 0)
        if (found.length === 0) return <p className="soft small">{t('practice.none')}</p>
        return (
          <>
            <select
              className="input"
              aria-label={t('practice.visit')}
              value={visit}
              onChange={({ target }) => setVisit(target.value)}
            >
              <option value="">{t('practice.visit')}</option>
              {found.map(({ id, topic, title, from = '' }) => (
                <option key={id} value={id}>
                  {t('practice.line', { topic: topic ?? title, day: from })}
                </option>
              ))}
            </select>
            {visit !== '' && <Findings visit={visit} onPick={onPick} />}
          </>
        )
      }}
    </Shown>
  )
}

function Findings({ visit, onPick }: { visit: string; onPick: (practice: string) => void }) {
  const query = useVisit(visit)
  return (
    <Shown query={query} rows={2}>
      {({ findings }) => (
        <ul>
          {findings.map((finding) => (
            <li key={finding.no}>
              <button type="button" className="visit-pick" onClick={() => onPick(practiceOf(finding))}>
                <span dir="auto">{finding.experience}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Shown>
  )
}
