import { useId } from 'react'
import type { ChangeEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../text/format-context.tsx'
import { usePieces } from './piece.ts'
import type { PickerFiles } from './piece.ts'
import type { WidgetProps, Widgets } from './widget.ts'
import './evidence-picker.css'

export interface EvidencePickerProps extends PickerFiles {
  readonly most?: number
  readonly label: string
  /** What stands at a file that waits here; that it is uploaded after signing in, when not said. */
  readonly kept?: string
}

/** Photos and files that go with an answer: made smaller here, uploaded at once, each with what became of it. */
export function EvidencePicker(props: EvidencePickerProps) {
  const { isPhoto, most = 9, label, kept } = props
  const { t } = useTranslation('form')
  const formats = useFormats()
  const id = useId()
  const { pieces, add, remove } = usePieces(props)
  function take({ target }: ChangeEvent<HTMLInputElement>): void {
    const room = most - pieces.filter(({ state }) => state.kind !== 'failed').length
    for (const file of [...(target.files ?? [])].slice(0, room)) void add(file)
    target.value = ''
  }
  return (
    <div className="evidence-picker">
      <ul>
        {pieces.map((piece) => (
          <li key={piece.key} data-state={piece.state.kind}>
            {piece.preview === undefined ? (
              <span className="evidence-file" />
            ) : (
              <img src={piece.preview} alt="" />
            )}
            <span className="evidence-name">{piece.name}</span>
            <span className="small soft" role="status">
              {piece.state.kind === 'failed'
                ? piece.state.why
                : piece.state.kind === 'kept' && kept !== undefined
                  ? kept
                  : t(`evidence.${piece.state.kind}`, { size: formats.bytes(piece.bytes) })}
            </span>
            <button
              type="button"
              className="evidence-remove"
              aria-label={t('evidence.remove', { name: piece.name })}
              onClick={() => remove(piece)}
            >
              <svg viewBox="0 0 12 12" aria-hidden="true">
                <path d="M2 2l8 8M10 2l-8 8" stroke="currentColor" strokeWidth="1.6" />
              </svg>
            </button>
          </li>
        ))}
      </ul>
      {pieces.filter(({ state }) => state.kind !== 'failed').length < most && (
        <label className="evidence-add" htmlFor={id}>
          <span>{t(isPhoto ? 'evidence.add_photo' : 'evidence.add_file')}</span>
          <input
            id={id}
            type="file"
            multiple
            aria-label={label}
            {...(isPhoto && { accept: 'image/*' })}
            onChange={take}
          />
        </label>
      )}
    </div>
  )
}

function EvidenceInput({ field, value, onChange }: WidgetProps) {
  return (
    <EvidencePicker
      label={field.label}
      isPhoto={field.widget === 'photos'}
      most={field.schema.maxItems ?? 9}
      value={Array.isArray(value) ? value.map(String) : []}
      onChange={(ids) => onChange(ids.length === 0 ? undefined : ids)}
    />
  )
}

/** The widgets of packs that ask for files. */
export const evidenceWidgets: Widgets = {
  photos: { Input: EvidenceInput, isGroup: true },
  files: { Input: EvidenceInput, isGroup: true },
}
