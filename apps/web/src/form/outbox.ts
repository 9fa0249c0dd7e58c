import type { AnswerOf, startMatter } from '@duibiao/contract'
import { readDraft } from './draft.ts'
import { openPhotoShelf } from './photo-shelf.ts'
import type { PhotoShelf } from './photo-shelf.ts'
import type { Answers } from './schema-fault.ts'

/** What the service says of a matter that was opened. */
export type Receipt = AnswerOf<typeof startMatter>

/** A form that is filled in here and not with the service yet: a new matter, or a task that is done. */
export interface Unsent {
  readonly id: string
  readonly pack: string
  readonly form: string
  /** What people know it by. */
  readonly title: string
  /** All answers but files, whose pictures lie on a shelf for each field. */
  readonly answers: Answers
  readonly files: readonly string[]
  /** The task it completes; without one it opens a matter. `note` is what the record says of its pictures. */
  readonly task?: { readonly matter: string; readonly task: number; readonly note: string }
  /** When it was last changed, milliseconds since 1970. */
  readonly at: number
  /** Being written; to be sent as soon as that can be; or refused, and waiting for its writer. */
  readonly state: 'draft' | 'wanted' | 'refused'
  /** Why, in the words of the service. */
  readonly refusal?: string
  /** Of its commands, from when somebody pressed send: a bad line, or two windows, make one matter of it and not two. */
  readonly keys?: { readonly act: string; readonly note: string }
  /** What goes out, with the ids of its pictures: settled before the first try, the same at each. */
  readonly variables?: Answers
}

/** What has arrived. */
export interface Arrived {
  readonly id: string
  readonly title: string
  readonly matter: string
  /** Of a matter that was opened. */
  readonly receipt?: Receipt
  readonly at: number
}

interface Content {
  readonly unsent: readonly Unsent[]
  readonly arrived: readonly Arrived[]
}

/** What one person has not sent yet, kept in the browser. */
export interface Outbox {
  readonly content: () => Content
  readonly find: (id: string) => Unsent | undefined
  readonly keep: (unsent: Unsent) => void
  /** Takes one out with its pictures; `arrived` where it is with the service. */
  readonly drop: (id: string, arrived?: Arrived) => Promise<void>
  /** @returns what ends the listening */
  readonly listen: (listener: () => void) => () => void
}

/** So many of those that arrived are remembered. */
const remembered = 10

const nothing: Content = { unsent: [], arrived: [] }
const open = new Map<string, Outbox>()

/**
 * The outbox of a name, the same one each time.
 * @param storage where it is kept: with the browser, or with the window where others use the browser too
 */
export function outboxOf(name: string, storage: Storage): Outbox {
  const known = open.get(name) ?? makeOutbox(`duibiao.unsent.${name}`, storage)
  open.set(name, known)
  return known
}

function makeOutbox(key: string, storage: Storage): Outbox {
  const listeners = new Set<() => void>()
  let text: string | null | undefined
  let read: Content = nothing
  function content(): Content {
    const now = storage.getItem(key)
    if (now !== text) {
      text = now
      read = readContent(now)
    }
    return read
  }
  function write(next: Content): void {
    try {
      storage.setItem(key, JSON.stringify(next))
    } catch {
      // A browser that keeps nothing: it lasts as long as the page.
      text = storage.getItem(key)
      read = next
    }
    for (const listener of listeners) listener()
  }
  // Another window of the same person.
  addEventListener('storage', (event) => {
    if (event.key === key) for (const listener of listeners) listener()
  })
  return {
    content,
    find: (id) => content().unsent.find((one) => one.id === id),
    keep(unsent) {
      const { unsent: all, arrived } = content()
      write({ unsent: [...all.filter(({ id }) => id !== unsent.id), keyed(unsent)], arrived })
    },
    async drop(id, came) {
      const { unsent, arrived } = content()
      const files = unsent.find((one) => one.id === id)?.files ?? []
      write({
        unsent: unsent.filter((one) => one.id !== id),
        arrived:
          came === undefined
            ? arrived
            : [came, ...arrived.filter((one) => one.id !== id)].slice(0, remembered),
      })
      for (const field of files) await photosOf(id, field).clear()
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** What is wanted sent has its keys from then on. */
function keyed(unsent: Unsent): Unsent {
  if (unsent.state !== 'wanted' || unsent.keys !== undefined) return unsent
  return { ...unsent, keys: { act: crypto.randomUUID(), note: crypto.randomUUID() } }
}

function readContent(text: string | null): Content {
  // Only `write` writes there.
  const { unsent = [], arrived = [] } = readDraft(text) as Partial<Content>
  return { unsent, arrived }
}

const shelves = new Map<string, PhotoShelf>()

/** The pictures of a field of a form that is not sent yet. */
export function photosOf(id: string, field: string): PhotoShelf {
  const name = `${id} ${field}`
  const shelf = shelves.get(name) ?? openPhotoShelf(name)
  shelves.set(name, shelf)
  return shelf
}
