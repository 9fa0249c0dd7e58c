import type { Given } from '@duibiao/contract'
import { readDraft } from '../../form/draft.ts'
import { openPhotoShelf } from '../../form/photo-shelf.ts'
import type { Answers } from '../../form/schema-fault.ts'
import type { Spot } from '../../form/spot.ts'
import type { Receipt } from '../../form/outbox.ts'

export type StartBody = NonNullable<Given<'matter.start'>['body']>

/** A report as far as it is: kept in this browser until its number is there. */
export interface ReportDraft {
  readonly pack?: string
  /** By pack, so that changing one's mind loses nothing. */
  readonly answers: Readonly<Record<string, Answers>>
  readonly spot?: Spot | undefined
  /** Somebody has pressed send. */
  readonly wish?: Answers
  /** On its way: the same key each time, so that a bad line makes one matter of it and not two. */
  readonly sending?: { readonly key: string; readonly body: StartBody }
}

const drafted = 'duibiao.report'
const received = 'duibiao.report.receipt'

/** The pictures of the draft. */
export const reportPhotos = openPhotoShelf('report')

/** The draft as this browser kept it. */
export function readReport(): ReportDraft {
  // Only `keepReport` writes there.
  const kept = readDraft(localStorage.getItem(drafted)) as Partial<ReportDraft>
  return { ...kept, answers: kept.answers ?? {} }
}

export function keepReport(draft: ReportDraft): void {
  try {
    localStorage.setItem(drafted, JSON.stringify(draft))
  } catch {
    // A browser that keeps nothing: the draft lasts as long as the page.
  }
}

export async function dropReport(): Promise<void> {
  localStorage.removeItem(drafted)
  await reportPhotos.clear()
}

/** What came of the last report, so that the code is still there when the page is opened anew. */
export function readReceipt(): Receipt | undefined {
  const kept = readDraft(sessionStorage.getItem(received))
  return 'number' in kept ? (kept as unknown as Receipt) : undefined
}

export function keepReceipt(receipt: Receipt | undefined): void {
  if (receipt === undefined) sessionStorage.removeItem(received)
  else sessionStorage.setItem(received, JSON.stringify(receipt))
}
