import { createContext, use } from 'react'
import { useTranslation } from 'react-i18next'
import { EvidencePicker } from '../../form/evidence-picker.tsx'
import type { WidgetProps, Widgets } from '../../form/widget.ts'
import { useFormats } from '../../text/format-context.tsx'
import { PlaceInput } from './place-input.tsx'
import { reportPhotos } from './report-draft.ts'

/** What the pictures of a report need to know, and tell. */
interface PhotoState {
  readonly isHeld: boolean
  readonly onPending: (count: number) => void
}

const PhotoContext = createContext<PhotoState>({ isHeld: true, onPending: () => undefined })
export const PhotoProvider = PhotoContext

function Photos({ field, value, onChange }: WidgetProps) {
  const { isHeld, onPending } = use(PhotoContext)
  return (
    <EvidencePicker
      label={field.label}
      isPhoto
      most={field.schema.maxItems ?? 9}
      value={Array.isArray(value) ? value.map(String) : []}
      onChange={(ids) => onChange(ids.length === 0 ? undefined : ids)}
      shelf={reportPhotos}
      isHeld={isHeld}
      onPending={onPending}
    />
  )
}

/** Says beforehand how much can be written, and how much there is. */
function CountedLines({ field, marks, value, onChange }: WidgetProps) {
  const { t } = useTranslation('report')
  const formats = useFormats()
  const text = typeof value === 'string' ? value : ''
  const { maxLength } = field.schema
  const { length } = Array.from(text)
  const isOver = maxLength !== undefined && length > maxLength
  const said = `${marks.id}-count`
  return (
    <>
      <textarea
        {...marks}
        aria-describedby={[marks['aria-describedby'] ?? '', said].join(' ').trim()}
        className="input"
        name={field.name}
        required={field.isRequired}
        dir="auto"
        rows={4}
        value={text}
        onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
      />
      {maxLength !== undefined && (
        <p id={said} className="report-count small soft" data-over={isOver}>
          {isOver
            ? t('count.over', { over: formats.number(length - maxLength), limit: formats.number(maxLength) })
            : t('count.used', { used: formats.number(length), limit: formats.number(maxLength) })}
        </p>
      )}
    </>
  )
}

/** The inputs of a report where the plain ones are not enough. */
export const reportWidgets: Widgets = {
  photos: { Input: Photos, isGroup: true },
  place: { Input: PlaceInput, isGroup: true },
  textarea: { Input: CountedLines },
}
