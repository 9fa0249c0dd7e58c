import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDraft } from '../../form/draft.ts'
import { evidenceWidgets } from '../../form/evidence-picker.tsx'
import type { FormAnswer } from '../../form/form-definition.ts'
import { SchemaForm } from '../../form/schema-form.tsx'
import type { Answers } from '../../form/schema-fault.ts'
import { Refusal } from '../../wire/refusal.ts'

export interface AnswerProps {
  /** Of the matter, for the draft. */
  readonly number: string
  /** The form of what is asked; without one pressing is enough. */
  readonly form: FormAnswer | undefined
  /** Below the form: what somebody without an account cannot do. */
  readonly note?: string
  /** Gives the answer, under the same key when it has to be given again. @throws Refusal */
  readonly give: (answers: Answers, key: string) => Promise<void>
}

/** What whoever reported a matter is asked in the end: whether it is solved, and how they found it. */
export function Answer({ number, form, note, give }: AnswerProps) {
  const { t } = useTranslation('follow')
  const draft = useDraft(`answer~${number}`)
  const [key] = useState(() => crypto.randomUUID())
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string>()
  async function submit(answers: Answers): Promise<void> {
    setBusy(true)
    setRefusal(undefined)
    try {
      await give(answers, key)
      draft.drop()
    } catch (error) {
      setRefusal(error instanceof Refusal ? error.problem.detail : t('failed'))
    }
    setBusy(false)
  }
  return (
    <section className="follow-answer" aria-labelledby="answer">
      <h3 id="answer">{t('answer.title')}</h3>
      <p className="soft small">{t('answer.what')}</p>
      {form === undefined ? (
        <button type="button" className="press" disabled={isBusy} onClick={() => void submit({})}>
          {t('answer.send')}
        </button>
      ) : (
        <SchemaForm
          form={form}
          initial={draft.kept}
          widgets={evidenceWidgets}
          act={t('answer.send')}
          isBusy={isBusy}
          refusal={refusal}
          onChange={draft.keep}
          onSubmit={(answers) => void submit(answers)}
        />
      )}
      {note !== undefined && <p className="small soft">{note}</p>}
    </section>
  )
}
