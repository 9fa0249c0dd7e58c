import type { Finding } from '@duibiao/base'
import { faultAt } from './pack-fault.ts'
import type { Parts } from './pack-parts.ts'

/** A text is composed from fields that a form of the pack has; one that is sealed cannot be read again to be checked. */
export function checkComposed({ forms, formNames }: Parts): readonly Finding[] {
  // Of forms with faults the fields are not known; those are told already.
  if (formNames.size !== forms.size) return []
  const known = new Set([...forms.values()].flatMap(({ fields }) => fields.map(({ name }) => name)))
  return [...forms].flatMap(([form, { fields }]) =>
    fields.flatMap(({ name, level, composed }) => {
      const place = { file: `forms/${form}.json`, line: 0, element: name }
      const sources = [...(composed?.from ?? []), ...(composed?.using ?? [])]
      const missing = sources.filter((one) => !known.has(one))
      const unknown = missing.map((one) =>
        faultAt(place, 'composed_from_unknown', [
          `字段 ${name}：治理包的表单中没有字段 ${one}`,
          `field ${name}: no form of the pack has a field ${one}`,
        ]),
      )
      if (composed === undefined || level !== 'important') return unknown
      return [
        ...unknown,
        faultAt(place, 'composed_sealed', [
          `字段 ${name} 的级别为重要，内容单独封存，不能作为撰写的文本`,
          `field ${name} is important and sealed apart: it cannot be a composed text`,
        ]),
      ]
    }),
  )
}
