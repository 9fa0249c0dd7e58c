/** Something that writes files of the repository from other files of it, the same bytes each time. */
export interface Generator {
  readonly name: string
  /** Pattern of all files it owns; one that matches and is not written any more is stale. */
  readonly owns: string
  /** Path from the root → text. Markdown is put in shape by prettier afterwards. */
  readonly write: () => Files | Promise<Files>
}

export type Files = Readonly<Record<string, string>>
