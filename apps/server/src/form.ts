/** The fields of a form; one that is given several times is a list, so that none is lost unseen. */
export function readForm(text: string): Readonly<Record<string, string | readonly string[]>> {
  const fields = new Map<string, readonly string[]>()
  for (const [name, value] of new URLSearchParams(text))
    fields.set(name, [...(fields.get(name) ?? []), value])
  return Object.fromEntries(
    [...fields].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
  )
}
