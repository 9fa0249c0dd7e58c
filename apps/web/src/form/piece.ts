import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClock } from '../text/format-context.tsx'
import { Refusal } from '../wire/refusal.ts'
import { useService } from '../wire/service-context.tsx'
import { uploadsLast } from './photo-shelf.ts'
import type { PhotoShelf, ShelvedPhoto } from './photo-shelf.ts'
import { preparePhoto } from './photo.ts'

/** What a picker is given, and tells. */
export interface PickerFiles {
  /** Ids of what was uploaded. */
  readonly value: readonly string[]
  readonly onChange: (ids: readonly string[]) => void
  /** Only pictures; on a phone the camera is offered. */
  readonly isPhoto: boolean
  /** Where pictures lie until all is sent, so that they outlast the page; the same one at each drawing. */
  readonly shelf?: PhotoShelf | undefined
  /** Nothing is uploaded yet, because nobody has signed in. */
  readonly isHeld?: boolean
  /** Told how many are not uploaded yet. */
  readonly onPending?: ((count: number) => void) | undefined
  /** Told the keys of those that are ready, uploaded or not; an empty list only once the shelf was looked at. */
  readonly onReady?: ((keys: readonly string[]) => void) | undefined
}

/** A file of a picker, on its way: made ready, kept until somebody is signed in, sent. */
export interface Piece {
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

/** The files of a picker: those of its shelf, and what is added. */
export function usePieces(props: PickerFiles) {
  const { value, onChange, isPhoto, shelf } = props
  const { t } = useTranslation('form')
  const [pieces, setPieces] = useState<readonly Piece[]>([])
  const removed = useRef(new Set<string>())
  const ids = useRef(value)
  const tell = useRef(onChange)
  useEffect(() => {
    tell.current = onChange
  })
  useRevoked(pieces)
  function settle(key: string, state: Piece['state']): void {
    setPieces((all) => all.map((piece) => (piece.key === key ? { ...piece, state } : piece)))
  }
  // Files answer one after the other, each to what the one before has left.
  function change(next: readonly string[]): void {
    ids.current = [...new Set(next)]
    tell.current(ids.current)
  }
  async function add(file: File): Promise<void> {
    const key = crypto.randomUUID()
    const piece = { key, name: file.name, bytes: file.size, preview: previewOf(file) }
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
  function remove({ key, state }: Piece): void {
    removed.current.add(key)
    setPieces((all) => all.filter((piece) => piece.key !== key))
    void shelf?.remove(key)
    if (state.kind === 'sent') change(ids.current.filter((one) => one !== state.id))
  }
  const isFetched = useShelved(shelf, (found) => {
    setPieces((all) => [...found.filter(({ key }) => all.every((piece) => piece.key !== key)), ...all])
    change([...ids.current, ...found.flatMap(({ state }) => (state.kind === 'sent' ? [state.id] : []))])
  })
  useUploads(props, pieces, (key, state) => {
    if (removed.current.has(key)) return
    settle(key, state)
    if (state.kind === 'sent') change([...ids.current, state.id])
  })
  usePending(props, pieces, isFetched)
  useReady(props, pieces, isFetched)
  return { pieces, add, remove }
}

/** Brings back what lay on the shelf. @returns whether that is done */
function useShelved(shelf: PhotoShelf | undefined, onFound: (pieces: readonly Piece[]) => void): boolean {
  const clock = useClock()
  const [isFetched, setFetched] = useState(shelf === undefined)
  async function fetch(from: PhotoShelf): Promise<void> {
    const found = (await from.list()).map((photo) => pieceOf(photo, clock()))
    if (found.length > 0) onFound(found)
    setFetched(true)
  }
  const begin = useRef(fetch)
  useEffect(() => {
    if (shelf !== undefined) void begin.current(shelf)
  }, [shelf])
  return isFetched
}

function pieceOf({ key, name, blob, id, sentAt = 0 }: ShelvedPhoto, now: number): Piece {
  const state: Piece['state'] =
    id !== undefined && now - sentAt < uploadsLast
      ? { kind: 'sent', id }
      : { kind: 'kept', file: blob, as: name }
  return { key, name, bytes: blob.size, preview: previewOf(blob), state }
}

function previewOf(file: Blob): string | undefined {
  return file.type.startsWith('image/') ? URL.createObjectURL(file) : undefined
}

/** Uploads what is kept, as soon as it may be. */
function useUploads(
  { shelf, isHeld = false }: PickerFiles,
  pieces: readonly Piece[],
  onState: (key: string, state: Piece['state']) => void,
): void {
  const { t } = useTranslation('form')
  const service = useService()
  const clock = useClock()
  async function send(key: string, file: Blob, name: string): Promise<void> {
    onState(key, { kind: 'sending' })
    try {
      const { value } = await service.upload(file, name)
      await shelf?.put({ key, name, blob: file, id: value.id, sentAt: clock() })
      onState(key, { kind: 'sent', id: value.id })
    } catch (error) {
      const why = error instanceof Refusal ? error.problem.detail : t('evidence.failed')
      onState(key, { kind: 'failed', why })
    }
  }
  const begin = useRef(send)
  useEffect(() => {
    begin.current = send
  })
  useEffect(() => {
    if (isHeld) return
    for (const { key, state } of pieces) {
      if (state.kind === 'kept') void begin.current(key, state.file, state.as)
    }
  }, [isHeld, pieces])
}

/** Tells how many are not uploaded yet; what is not fetched from the shelf may be one. */
function usePending({ onPending }: PickerFiles, pieces: readonly Piece[], isFetched: boolean): void {
  const underway = pieces.filter(({ state }) => /^(preparing|kept|sending)$/.test(state.kind)).length
  const count = isFetched ? underway : underway + 1
  useEffect(() => onPending?.(count), [count, onPending])
}

/** Tells which are ready, when that has changed. */
function useReady({ onReady }: PickerFiles, pieces: readonly Piece[], isFetched: boolean): void {
  const ready = pieces.filter(({ state }) => /^(kept|sending|sent)$/.test(state.kind)).map(({ key }) => key)
  const keys = isFetched ? ready.join(' ') : undefined
  const tell = useRef(onReady)
  useEffect(() => {
    tell.current = onReady
  })
  useEffect(() => {
    if (keys !== undefined) tell.current?.(keys === '' ? [] : keys.split(' '))
  }, [keys])
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
