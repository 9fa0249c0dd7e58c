/** What is put in for a placeholder: lines of plain text, or items of a list; none when there is nothing. */
export type Filled = readonly string[]
export type Fill = (path: string) => Filled

/** What stands where nothing is known: room to write. */
const blank = '　　'

/** The placeholder that a piece of text is and nothing else. `?` at its end says that its line may be left out. */
export function placeholderIn(
  piece: string,
): { readonly path: string; readonly isOptional: boolean } | undefined {
  const [, written] = /^\{\{([^{}]*)\}\}$/u.exec(piece.trim()) ?? []
  if (written === undefined) return undefined
  const path = written.trim()
  return path.endsWith('?') ? { path: path.slice(0, -1), isOptional: true } : { path, isOptional: false }
}

/** A text with its placeholders filled. @returns undefined when a placeholder that may be left out has nothing to say */
export function fillText(text: string, fill: Fill): string | undefined {
  const pieces = text.split(/(\{\{[^{}]*\}\})/u).map((piece) => {
    const placeholder = placeholderIn(piece)
    if (placeholder === undefined) return piece
    const filled = fill(placeholder.path).join('\n')
    return filled !== '' ? filled : placeholder.isOptional ? undefined : blank
  })
  return pieces.includes(undefined) ? undefined : pieces.join('')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as HTML holds it, each line on its own. */
export function escape(text: string): string {
  return text.replace(/[&<>"']/gu, (one) => entities[one] ?? '').replaceAll('\n', '<br>')
}
