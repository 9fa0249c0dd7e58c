import { useEffect, useId, useRef, useState } from 'react'
import type { ChangeEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../text/format-context.tsx'
import { Refusal } from '../wire/refusal.ts'
import { useService } from '../wire/service-context.tsx'
import { preparePhoto } from './photo.ts'
import type { WidgetProps, Widgets } from './widget.ts'
import './evidence-picker.css'

export interface EvidencePickerProps {
  /** Ids of what was uploaded. */
  readonly value: readonly string[]
  readonly onChange: (ids: readonly string[]) => void
  /** Only pictures; on a phone the camera is offered. */
  readonly isPhoto: boolean
  readonly most?: number
  readonly label: string
}

interface Piece {
  readonly key: string
  readonly name: string
  readonly bytes: number
  /** A picture of it, kept by the browser. */
  readonly preview: string | undefined
  readonly state:
    | { readonly kind: 'sending' }
    | { readonly kind: 'sent'; readonly id: string }
    | { readonly kind: 'failed'; readonly why: string }
}

/** Photos and files that go with an answer: made smaller here, uploaded at once, each with what became of it. */
export function EvidencePicker({ value, onChange, isPhoto, most = 9, label }: EvidencePickerProps) {
  const { t } = useTranslation('form')
  const formats = useFormats()
  const service = useService()
  const id = useId()
  const [pieces, setPieces] = useState<readonly Piece[]>([])
  const sent = useRef(value)
  useEffect(() => {
    sent.current = value
  })
  useRevoked(pieces)
  function settle(key: string, state: Piece['state']): void {
    setPieces((all) => all.map((piece) => (piece.key === key ? { ...piece, state } : piece)))
  }
  async function add(file: File): Promise<void> {
    const key = crypto.randomUUID()
    const preview = file.type.startsWith('image/') ? URL.createObjectURL(file) : undefined
    setPieces((all) => [
      ...all,
      { key, name: file.name, bytes: file.size, preview, state: { kind: 'sending' } },
    ])
    const prepared = await preparePhoto(file, !isPhoto)
    if (!prepared.ok) {
      settle(key, { kind: 'failed', why: t(prepared.key) })
      return
    }
    try {
      const { value: evidence } = await service.upload(prepared.file, prepared.name)
      settle(key, { kind: 'sent', id: evidence.id })
      sent.current = [...sent.current, evidence.id]
      onChange(sent.current)
    } catch (error) {
      settle(key, {
        kind: 'failed',
        why: error instanceof Refusal ? error.problem.detail : t('evidence.failed'),
      })
    }
  }
  function take({ target }: ChangeEvent<HTMLInputElement>): void {
    const room = most - value.length
    for (const file of [...(target.files ?? [])].slice(0, room)) void add(file)
    target.value = ''
  }
  function remove({ key, state }: Piece): void {
    setPieces((all) => all.filter((piece) => piece.key !== key))
    if (state.kind === 'sent') onChange(value.filter((one) => one !== state.id))
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
      {value.length < most && (
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

/** Gives back the pictures that the browser keeps for previews. */
function useRevoked(pieces: readonly Piece[]): void {
  const kept = useRef(pieces)
  useEffect(() => {
    kept.current = pieces
  })
  useEffect(
    () => () => {
      for (const { preview } of kept.current) if (preview !== undefined) URL.revokeObjectURL(preview)
    },
    [],
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
