/** What is known about who might do it. */
export interface SuggestionGround {
  /** The office of the street that the place lies in. */
  readonly street: string | undefined
  /** What the duty list says of that street; undefined where no item is known. */
  readonly duty:
    | {
        readonly is_allowed: boolean
        readonly row?: { readonly id: string; readonly name: string } | undefined
        readonly reason?: string | undefined
        readonly next?: { readonly office?: string | undefined } | undefined
      }
    | undefined
  /** Offices that have open matters of the same category, with how many. */
  readonly alike: readonly { readonly office: string; readonly open: number }[]
  /** Streets, by their offices: an open matter in one street says nothing of another. */
  readonly streets: ReadonlySet<string>
}

/** Who might do it, and why: a row of the duty list, or where the open matters of the category are. */
export interface Suggestion {
  readonly office: string
  readonly why: 'listed' | 'lead' | 'alike'
  readonly row?: string
  readonly open?: number
}

/**
 * The duty list comes first: the street of the place if its own list has the item, the department that leads if the list says so.
 * Else the office outside the streets that has most open matters of the category. Nothing is guessed beyond that.
 */
export function suggestOffice({ street, duty, alike, streets }: SuggestionGround): Suggestion | undefined {
  if (duty?.is_allowed === true && street !== undefined) {
    return { office: street, why: 'listed', ...(duty.row !== undefined && { row: duty.row.id }) }
  }
  const lead = duty?.next?.office
  if (lead !== undefined) {
    return { office: lead, why: 'lead', ...(duty?.row !== undefined && { row: duty.row.id }) }
  }
  const [most] = alike
    .filter(({ office }) => !streets.has(office))
    .toSorted((one, other) => other.open - one.open)
  return most && { office: most.office, why: 'alike', open: most.open }
}
