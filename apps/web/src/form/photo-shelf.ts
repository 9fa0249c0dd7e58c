/** A picture that was made ready to be sent, and what became of it. */
export interface ShelvedPhoto {
  readonly key: string
  readonly name: string
  readonly blob: Blob
  /** Of the evidence, once it was uploaded, and when that was (milliseconds since 1970). */
  readonly id?: string
  readonly sentAt?: number
}

/** Pictures of a draft, kept in this browser until it was sent. */
export interface PhotoShelf {
  readonly list: () => Promise<readonly ShelvedPhoto[]>
  readonly put: (photo: ShelvedPhoto) => Promise<void>
  readonly remove: (key: string) => Promise<void>
  readonly clear: () => Promise<void>
}

/** For so long the service keeps what was uploaded and belongs to nothing yet, with an hour to spare; milliseconds. */
export const uploadsLast = 23 * 3_600_000

/** Pictures that the service has cleared away since are uploaded once more with the next try. */
export async function forgetUploads(shelf: PhotoShelf): Promise<void> {
  for (const { key, name, blob } of await shelf.list()) await shelf.put({ key, name, blob })
}

const table = 'photos'

/** The shelf of a draft. A browser that keeps nothing (private windows) has an empty one: pictures then last as long as the page. */
export function openPhotoShelf(draft: string): PhotoShelf {
  function range(): IDBKeyRange {
    return IDBKeyRange.bound([draft], [draft, []])
  }
  return {
    async list() {
      const found = await use('readonly', (photos) => photos.getAll(range()))
      return Array.isArray(found) ? found.flatMap(readShelved) : []
    },
    async put(photo) {
      await use('readwrite', (photos) => photos.put({ ...photo, draft }))
    },
    async remove(key) {
      await use('readwrite', (photos) => photos.delete([draft, key]))
    },
    async clear() {
      await use('readwrite', (photos) => photos.delete(range()))
    },
  }
}

function use(mode: IDBTransactionMode, ask: (photos: IDBObjectStore) => IDBRequest): Promise<unknown> {
  return new Promise((resolve) => {
    try {
      const opening = indexedDB.open('duibiao', 1)
      opening.addEventListener('upgradeneeded', () => {
        opening.result.createObjectStore(table, { keyPath: ['draft', 'key'] })
      })
      opening.addEventListener('error', () => resolve(undefined))
      opening.addEventListener('success', () => {
        const { result: database } = opening
        const change = database.transaction(table, mode)
        const asked = ask(change.objectStore(table))
        for (const end of ['complete', 'error', 'abort'] as const) {
          change.addEventListener(end, () => {
            database.close()
            resolve(end === 'complete' ? asked.result : undefined)
          })
        }
      })
    } catch {
      resolve(undefined)
    }
  })
}

/** What lies there is what `put` laid there, unless an older or newer page did. */
function readShelved(value: unknown): readonly ShelvedPhoto[] {
  const { key, name, blob, id, sentAt } = Object(value)
  if (typeof key !== 'string' || typeof name !== 'string' || !(blob instanceof Blob)) return []
  const isSent = typeof id === 'string' && typeof sentAt === 'number'
  return [{ key, name, blob, ...(isSent && { id, sentAt }) }]
}
