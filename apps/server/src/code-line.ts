import type { CodeLine } from '@duibiao/contract'
import type { Manifest, Pack } from '@duibiao/packfile'
import type { Static } from 'typebox'

type CodeListRule = NonNullable<Manifest['codes']>[string]
type CodeList = Pack['codes'] extends ReadonlyMap<string, infer List> ? List : never

/** The codes of a list: the last column of the key is the answer, the others go with it. */
export function codeLines(
  { key, shown, common = [] }: Pick<CodeListRule, 'key' | 'shown' | 'common'>,
  { rows }: Pick<CodeList, 'rows'>,
): Static<typeof CodeLine>[] {
  const own = key.at(-1) ?? ''
  return rows.map((row) => {
    const columns = shown ?? Object.keys(row).filter((column) => !key.includes(column))
    const words = columns.map((column) => row[column] ?? '').filter((text) => text !== '')
    const value = row[own] ?? ''
    return {
      value,
      name: words[0] ?? value,
      beside: words.slice(1),
      is_common: common.includes(key.map((column) => row[column]).join(' ')),
      with: Object.fromEntries(key.slice(0, -1).map((column) => [column, row[column] ?? ''])),
    }
  })
}
