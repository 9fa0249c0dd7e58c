import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { FormAnswer } from '../../form/form-definition.ts'
import type { Answers } from '../../form/schema-fault.ts'
import type { Position } from '../../ui/area-shape.ts'
import { NearbyList } from '../../ui/nearby-list.tsx'
import { Loading } from '../../ui/screen-state.tsx'
import { useAlikeReports } from '../../ui/use-alike-reports.ts'
import type { CounterKind } from './queries.ts'

interface AlikeProps {
  readonly kind: CounterKind
  readonly form: FormAnswer
  readonly answers: Answers
  readonly place: Position | undefined
  readonly onBack: () => void
  /** It is the same as the matter of this number. */
  readonly onSame: (number: string) => void
  readonly onOther: () => void
}

/**
 * What is open and alike, by place and words, before the report is sent. One that is the same is sent too, with the number of the other:
 * whoever registers it puts them together, and everybody who reported is answered.
 */
export function Alike({ kind, form, answers, place, onBack, onSame, onOther }: AlikeProps) {
  const { t } = useTranslation('intake')
  const { fields } = form
  const { rows, isDone } = useAlikeReports({ pack: kind.pack, fields, answers, place }, kind.is_joinable)
  const isFree = isDone && rows.length === 0
  const send = useRef(onOther)
  useEffect(() => {
    send.current = onOther
  })
  useEffect(() => {
    if (isFree) send.current()
  }, [isFree])
  if (!isDone || isFree) return <Loading rows={3} />
  return (
    <>
      <h2 tabIndex={-1} ref={(heading) => heading?.focus()}>
        {t('alike.title', { count: rows.length })}
      </h2>
      <p className="soft">{t('alike.what')}</p>
      <NearbyList
        matters={rows}
        act={({ number, title }) => (
          <button
            type="button"
            className="press"
            data-kind="plain"
            aria-label={t('alike.same_this', { title })}
            onClick={() => onSame(number)}
          >
            {t('alike.same')}
          </button>
        )}
      />
      <div className="intake-acts">
        <button type="button" className="press" onClick={onOther}>
          {t('alike.other')}
        </button>
        <button type="button" className="intake-link" onClick={onBack}>
          {t('alike.back')}
        </button>
      </div>
    </>
  )
}
