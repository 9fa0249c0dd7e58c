import type { AnswerOf, listIndicatorNames } from '@duibiao/contract'

type Names = AnswerOf<typeof listIndicatorNames>['rows']

/** Names, of those that were written, that no indicator has in either language; each once, as it was written. */
export function unknownNames(written: readonly string[], known: Names): readonly string[] {
  const names = new Set(known.flatMap(({ indicator, name }) => [indicator, plain(name.zh), plain(name.en)]))
  const said = written.map((one) => one.trim()).filter((one) => one !== '')
  return [...new Set(said)].filter((one) => !names.has(plain(one)))
}

function plain(name: string): string {
  return name.trim().toLowerCase()
}
