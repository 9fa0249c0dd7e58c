import { Button } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useDraft } from '../../form/draft.ts'
import type { FormAnswer, FormField } from '../../form/form-definition.ts'
import type { Answers } from '../../form/schema-fault.ts'
import { SchemaForm } from '../../form/schema-form.tsx'
import type { FilledField } from '../../form/schema-form.tsx'
import { indicatorWidgets } from '../../ui/indicator-widget.tsx'
import { registryWidgets } from '../../ui/registry-picker.tsx'
import { benchmark } from './queries.ts'
import { useStarting } from './use-starting.ts'
import type { StartedMatter } from './use-starting.ts'

const widgets = { ...registryWidgets, ...indicatorWidgets }

interface StartingProps {
  readonly form: FormAnswer
  readonly procedure: 'study-visit' | 'gap-work'
  /** Under which what was typed is kept. */
  readonly draftName: string
  readonly initial?: Answers
  readonly titleOf: (answers: Answers) => string
  readonly below?: (field: FormField, filled: FilledField) => ReactNode
}

/** The form that begins a visit or a gap, and what came of it. */
export function Starting({ form, procedure, draftName, initial = {}, titleOf, below }: StartingProps) {
  const { t } = useTranslation('visit')
  const draft = useDraft(draftName)
  const { send, refusal, isPending } = useStarting(procedure)
  const [begun, setBegun] = useState<StartedMatter>()
  async function begin(answers: Answers): Promise<void> {
    const sent = await send(titleOf(answers), answers)
    if (sent === undefined) return
    draft.drop()
    setBegun(sent)
  }
  if (begun !== undefined) return <Started begun={begun} onMore={() => setBegun(undefined)} />
  return (
    <div className="panel visit-form">
      <SchemaForm
        form={withoutFiles(form)}
        pack={benchmark}
        initial={{ ...initial, ...draft.kept }}
        widgets={widgets}
        act={t('new.act')}
        isBusy={isPending}
        refusal={refusal}
        onChange={draft.keep}
        onSubmit={(answers) => void begin(answers)}
        {...(below !== undefined && { below })}
        {...(draft.isFound && { beside: <span className="soft small">{t('new.draft')}</span> })}
      />
    </div>
  )
}

/** Files are added to the matter once there is one. */
function withoutFiles(form: FormAnswer): FormAnswer {
  return { ...form, fields: form.fields.filter(({ widget }) => widget !== 'files') }
}

function Started({ begun, onMore }: { begun: StartedMatter; onMore: () => void }) {
  const { t } = useTranslation('visit')
  return (
    <section className="panel visit-started" aria-labelledby="visit-started">
      <h2 id="visit-started">{t('new.begun', { number: begun.number })}</h2>
      <p>{t(begun.isSent ? 'new.sent' : 'new.waits')}</p>
      <div className="visit-acts">
        <Link to={`/matters/${begun.id}`}>{t('new.open_matter')}</Link>
        <Button type="link" onClick={onMore}>
          {t('new.more')}
        </Button>
      </div>
    </section>
  )
}
