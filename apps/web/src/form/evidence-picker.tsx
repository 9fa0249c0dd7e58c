import { useEffect, useId, useRef, useState } from 'react'
import type { ChangeEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useClock, useFormats } from '../text/format-context.tsx'
import { Refusal } from '../wire/refusal.ts'
import { useService } from '../wire/service-context.tsx'
import type { PhotoShelf } from './photo-shelf.ts'
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
  /** Where pictures lie until all is sent, so that they outlast the page; the same one at each drawing. */
  readonly shelf?: PhotoShelf | undefined
  /** Nothing is uploaded yet, because nobody has signed in. */
  readonly isHeld?: boolean
  /** Told how many are not uploaded yet. */
  readonly onPending?: ((count: number) => void) | undefined
}

interface Piece {
  readonly key: string
  readonly name: string
  readonly bytes: number
  /** A picture of it, kept by the browser. */
  readonly preview: string | undefined
  readonly state:
    | { readonly kind: 'preparing' }
    | { readonly kind: 'kept'; readonly file: Blob; readonly as: string }
    | { readonly kind: 'sending' }
    | { readonly kind: 'sent'; readonly id: string }
    | { readonly kind: 'failed'; readonly why: string }
}

/** Photos and files that go with an answer: made smaller here, uploaded at once, each with what became of it. */
export function EvidencePicker(props: EvidencePickerProps) {
  const { value, isPhoto, most = 9, label } = props
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

/** For so long the service keeps what was uploaded and belongs to nothing yet, with an hour to spare; milliseconds. */
const uploadsLast = 23 * 3_600_000

/** The files of a picker, each on its way: made ready, kept, sent. */
function usePieces({ value, onChange, isPhoto, shelf, isHeld = false, onPending }: EvidencePickerProps) {
  const { t } = useTranslation('form')
  const service = useService()
  const clock = useClock()
  const [pieces, setPieces] = useState<readonly Piece[]>([])
  const sent = useRef(value)
  const removed = useRef(new Set<string>())
  const tell = useRef(onChange)
  useEffect(() => {
    tell.current = onChange
  })
  useRevoked(pieces)
  function settle(key: string, state: Piece['state']): void {
    setPieces((all) => all.map((piece) => (piece.key === key ? { ...piece, state } : piece)))
  }
  function change(ids: readonly string[]): void {
    sent.current = ids
    tell.current(ids)
  }
  async function add(file: File): Promise<void> {
    const key = crypto.randomUUID()
    const preview = file.type.startsWith('image/') ? URL.createObjectURL(file) : undefined
    const piece = { key, name: file.name, bytes: file.size, preview }
    setPieces((all) => [...all, { ...piece, state: { kind: 'preparing' } }])
    const prepared = await preparePhoto(file, !isPhoto)
    if (!prepared.ok) {
      settle(key, { kind: 'failed', why: t(prepared.key) })
      return
    }
    if (removed.current.has(key)) return
    await shelf?.put({ key, name: prepared.name, blob: prepared.file })
    settle(key, { kind: 'kept', file: prepared.file, as: prepared.name })
  }
  async function send(key: string, file: Blob, name: string): Promise<void> {
    settle(key, { kind: 'sending' })
    try {
      const { value: evidence } = await service.upload(file, name)
      if (removed.current.has(key)) return
      await shelf?.put({ key, name, blob: file, id: evidence.id, sentAt: clock() })
      settle(key, { kind: 'sent', id: evidence.id })
      change([...sent.current, evidence.id])
    } catch (error) {
      const why = error instanceof Refusal ? error.problem.detail : t('evidence.failed')
      settle(key, { kind: 'failed', why })
    }
  }
  function remove({ key, state }: Piece): void {
    removed.current.add(key)
    setPieces((all) => all.filter((piece) => piece.key !== key))
    void shelf?.remove(key)
    if (state.kind === 'sent') change(sent.current.filter((one) => one !== state.id))
  }
  async function fetchShelved(from: PhotoShelf): Promise<void> {
    const shelved = await from.list()
    const found = shelved.map(({ key, name, blob, id, sentAt = 0 }): Piece => {
      const isThere = id !== undefined && clock() - sentAt < uploadsLast
      const preview = blob.type.startsWith('image/') ? URL.createObjectURL(blob) : undefined
      const state = isThere
        ? ({ kind: 'sent', id } as const)
        : ({ kind: 'kept', file: blob, as: name } as const)
      return { key, name, bytes: blob.size, preview, state }
    })
    if (found.length === 0) return
    setPieces((all) => [...found.filter(({ key }) => all.every((piece) => piece.key !== key)), ...all])
    change([
      ...new Set([...sent.current, ...found.flatMap(({ state }) => (state.kind === 'sent' ? state.id : []))]),
    ])
  }
  const start = useRef(fetchShelved)
  const begin = useRef(send)
  useEffect(() => {
    begin.current = send
  })
  useEffect(() => {
    if (shelf !== undefined) void start.current(shelf)
  }, [shelf])
  useEffect(() => {
    if (isHeld) return
    for (const { key, state } of pieces) {
      if (state.kind === 'kept') void begin.current(key, state.file, state.as)
    }
  }, [isHeld, pieces])
  const pending = pieces.filter(({ state }) => /^(preparing|kept|sending)$/.test(state.kind)).length
  useEffect(() => onPending?.(pending), [pending, onPending])
  return { pieces, add, remove }
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
