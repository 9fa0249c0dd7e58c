import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FormField } from '../../form/form-definition.ts'
import type { Answers } from '../../form/schema-fault.ts'
import { useToast } from '../../ui/toast.tsx'
import { useTell } from '../../wire/service-context.tsx'

interface PanelProps {
  readonly matter: string
  readonly form: string
  readonly field: FormField
  readonly answers: Answers
  /** Whether something stands in the field that a draft would take the place of. */
  readonly isWritten: boolean
  readonly onTake: (text: string) => void
}

interface Draft {
  readonly draft: string
  readonly text: string
  readonly covered: number
}

/** A draft by software, marked as such and apart from the field, until somebody takes it over. */
export function DraftPanel({ matter, form, field, answers, isWritten, onTake }: PanelProps) {
  const { t } = useTranslation('matter')
  const toast = useToast()
  const write = useTell('draft.write')
  const take = useTell('draft.take')
  const [draft, setDraft] = useState<Draft>()
  const [isTaken, setTaken] = useState(false)
  const kind = field.composed?.as ?? 'reply'
  async function ask(): Promise<void> {
    const sources = [...(field.composed?.from ?? []), ...(field.composed?.using ?? [])]
    const typed = Object.fromEntries(
      sources.flatMap((name) => (typeof answers[name] === 'string' ? [[name, answers[name]]] : [])),
    )
    try {
      const body = { form, field: field.name, answers: typed }
      setDraft((await write.mutateAsync({ params: { matter }, body })).value)
    } catch (error) {
      toast.failed(error)
    }
  }
  async function takeOver({ draft: id, text }: Draft): Promise<void> {
    try {
      await take.mutateAsync({ params: { draft: id } })
    } catch (error) {
      toast.failed(error)
      return
    }
    onTake(text)
    setDraft(undefined)
    setTaken(true)
    document.getElementById(`field-${field.name}`)?.focus()
  }
  return (
    <>
      {isTaken && isWritten && <p className="draft-taken small">{t('software.taken')}</p>}
      {draft === undefined ? (
        <div>
          <Button loading={write.isPending} onClick={() => void ask()}>
            {t(`software.ask.${kind}`)}
          </Button>
        </div>
      ) : (
        <section className="draft-panel" aria-label={t('software.title')}>
          <h3>{t('software.title')}</h3>
          <p className="words draft-text">{draft.text}</p>
          <p className="soft small">
            {draft.covered > 0 && t('software.covered', { count: draft.covered })}
            {t('software.free')}
          </p>
          <div className="draft-acts">
            <Button type="primary" loading={take.isPending} onClick={() => void takeOver(draft)}>
              {t(isWritten ? 'software.replace' : 'software.take')}
            </Button>
            <Button onClick={() => setDraft(undefined)}>{t('software.leave')}</Button>
          </div>
        </section>
      )}
      <p role="status" className="unseen">
        {draft !== undefined && t('software.title')}
      </p>
    </>
  )
}
