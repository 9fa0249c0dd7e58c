import { createContext, use } from 'react'
import { useTranslation } from 'react-i18next'
import { EvidencePicker } from './evidence-picker.tsx'
import { photosOf } from './outbox.ts'
import type { WidgetProps, Widgets } from './widget.ts'

/** The id of the form that is being filled in. */
const UnsentContext = createContext('')
export const UnsentProvider = UnsentContext

/** Pictures of a form of an outbox: they lie here until the form is sent, with or without a line. */
function KeptPhotos({ field, onChange }: WidgetProps) {
  const { t } = useTranslation('form')
  const id = use(UnsentContext)
  const shelf = photosOf(id, field.name)
  return (
    <EvidencePicker
      label={field.label}
      isPhoto={field.widget === 'photos'}
      most={field.schema.maxItems ?? 9}
      value={[]}
      onChange={() => undefined}
      shelf={shelf}
      isHeld
      kept={t('unsent.photo')}
      // What is uploaded is known when it is sent; till then the form holds the keys of the shelf.
      onReady={(keys) => onChange(keys.length === 0 ? undefined : keys)}
    />
  )
}

export const outboxWidgets: Widgets = {
  photos: { Input: KeptPhotos, isGroup: true },
  files: { Input: KeptPhotos, isGroup: true },
}
