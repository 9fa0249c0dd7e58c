import { useTranslation } from 'react-i18next'
import { SchemaForm } from '../../form/schema-form.tsx'
import { registryWidgets } from '../../ui/registry-picker.tsx'
import { Shown } from '../../ui/screen-state.tsx'
import { useToast } from '../../ui/toast.tsx'
import { PartChoice, useChosenPart } from './part-choice.tsx'
import { useContent, useForm } from './queries.ts'
import type { PackTabProps } from './queries.ts'

/** The forms of a pack, as those see them who fill them in. Nothing that is typed here goes anywhere. */
export function FormTab({ reference }: PackTabProps) {
  const content = useContent(reference)
  return (
    <Shown query={content}>
      {({ forms }) => (
        <Forms
          reference={reference}
          parts={forms.map(({ id, title }) => ({ id, name: title, beside: id }))}
        />
      )}
    </Shown>
  )
}

interface FormsProps {
  readonly reference: string
  readonly parts: readonly { readonly id: string; readonly name: string; readonly beside: string }[]
}

function Forms({ reference, parts }: FormsProps) {
  const { t } = useTranslation('pack')
  const toast = useToast()
  const chosen = useChosenPart(parts)
  const form = useForm(reference, chosen)
  return (
    <div className="pack-two">
      <PartChoice label={t('tab.form')} parts={parts} />
      <div className="pack-shown">
        <h3>{parts.find(({ id }) => id === chosen)?.name}</h3>
        <p className="pack-note">{t('form.what')}</p>
        <Shown query={form}>
          {(found) => (
            <div className="pack-form">
              <SchemaForm
                key={found.id}
                form={found}
                widgets={registryWidgets}
                act={t('form.try')}
                onSubmit={() => toast.done(t('form.tried'))}
              />
            </div>
          )}
        </Shown>
      </div>
    </div>
  )
}
