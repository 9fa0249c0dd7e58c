import type { FormField } from '../../form/form-definition.ts'
import type { FilledField } from '../../form/schema-form.tsx'
import { useMay } from '../../app/me.tsx'
import { useAsk } from '../../wire/service-context.tsx'
import { DraftPanel } from './draft-panel.tsx'
import type { Matter } from './queries.ts'
import { ReplyFindings } from './reply-findings.tsx'
import './composed-aid.css'

interface AidProps {
  readonly matter: Matter
  /** Id of the form. */
  readonly form: string
  readonly field: FormField
  readonly filled: FilledField
}

/** What helps with a text about the message: what the rules find in a reply, and a draft where the district has a model. */
export function ComposedAid({ matter, form, field, filled }: AidProps) {
  const may = useMay()
  const isComposed = field.composed !== undefined
  const given = { params: { matter: matter.id } }
  const offer = useAsk('draft.offer', given, {
    isWanted: isComposed && may('draft.offer'),
    staysFor: 60_000,
  })
  if (field.composed === undefined) return undefined
  const text = typeof filled.value === 'string' ? filled.value : ''
  return (
    <div className="composed-aid">
      {field.composed.as === 'reply' && may('reply.check') && (
        <ReplyFindings matter={matter.id} field={field.name} text={text} />
      )}
      {offer.data?.is_open === true && (
        <DraftPanel
          matter={matter.id}
          form={form}
          field={field}
          answers={filled.answers}
          isWritten={text.trim() !== ''}
          onTake={filled.onChange}
        />
      )}
    </div>
  )
}
