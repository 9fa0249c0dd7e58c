/** What a page knows of a supervision order that somebody may set up from it. */
export interface OrderDraft {
  readonly title: string
  readonly content: string
  /** The office that shall answer for it. */
  readonly unit: string
}

/** The fields of the form that an address may fill in, with the most it takes of each. */
const fields = { order_title: 200, order_content: 4000, unit: 200 } as const

/** Where a supervision order is set up with that filled in; nothing is sent before an officer sends it. */
export function orderAddress({ title, content, unit }: OrderDraft): string {
  const search = new URLSearchParams({ order_title: title, order_content: content, unit })
  return `/supervision/new?${search.toString()}`
}

/** What an address fills in, by the names of the form; anything else in it is left out. */
export function orderIn(search: URLSearchParams): Readonly<Record<string, string>> {
  const known = Object.entries(fields).flatMap(([name, most]) => {
    const text = search.get(name)?.trim().slice(0, most)
    return text === undefined || text === '' ? [] : [[name, text] as const]
  })
  return Object.fromEntries(known)
}
