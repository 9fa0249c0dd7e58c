import type { MatterData } from '@duibiao/kernel'
import type { Pack } from '@duibiao/packfile'
import type { Incoming } from '@duibiao/triage'
import type { Instant } from '@duibiao/base'
import { ownVariables } from './matter-description.ts'

/** What is known of a report when it is compared with others. */
export interface ReportContent {
  readonly title: string
  readonly category: string | undefined
  readonly at: Instant
  readonly data: MatterData
}

/** Fields of a form that hold what somebody wrote, and where it is; personal fields are sealed and hold no words. */
const writtenWidgets: ReadonlySet<string> = new Set(['textarea', 'text', 'input'])

/** A report as the index of likeness takes it: its title, what was written in the form for reports, the place in words. */
export function incomingOf(pack: Pack | undefined, { title, category, at, data }: ReportContent): Incoming {
  const variables = ownVariables(data)
  const form = pack?.forms.get(pack.manifest.report?.form ?? '')
  function wordsOf(isWanted: (widget: string) => boolean): string {
    const texts = (form?.fields ?? []).flatMap(({ name, widget }) => {
      const value = isWanted(widget) ? variables[name] : undefined
      return typeof value === 'string' && value !== title ? [value] : []
    })
    return texts.join(' ')
  }
  const body = wordsOf((widget) => writtenWidgets.has(widget))
  const place = wordsOf((widget) => widget === 'place')
  // A matter that nobody gave a title has that of its procedure, which all of them share.
  const own = isOwnTitle(pack, title) ? title : ''
  return { texts: textsOf({ title: own, body, place }), at, ...(category !== undefined && { category }) }
}

/** The texts of a message; the beginning of what was written stands for a title that is not there. */
export function textsOf({
  title,
  body,
  place,
}: {
  readonly title: string
  readonly body: string
  readonly place: string
}) {
  return { title: title === '' ? body.slice(0, titleCharacters) : title, body, place }
}

const titleCharacters = 30

function isOwnTitle(pack: Pack | undefined, title: string): boolean {
  return title !== pack?.manifest.title.zh && title !== pack?.manifest.title.en
}
