import type { Finding } from '@duibiao/base'
import { faultAt } from './pack-fault.ts'
import type { Parts } from './pack-parts.ts'
import { lineAt } from './pack-yaml.ts'

/** The elements and the parameter that `report/merge` of pack.yaml names are there. */
export function checkMerge({
  manifest,
  manifestRead,
  logic,
  isLogicSound,
  parameterNames,
}: Parts): readonly Finding[] {
  const rule = manifest?.report?.merge
  if (rule === undefined || !manifestRead) return []
  const ids = new Set(logic.procedures.get(manifest?.entry ?? '')?.nodes.map(({ id }) => id))
  const missing = [
    ...(['told', 'to'] as const).filter((key) => isLogicSound && ids.size > 0 && !ids.has(rule[key])),
    ...(parameterNames.has(rule.limit) ? [] : (['limit'] as const)),
  ]
  return missing.map((key) =>
    faultAt({ file: 'pack.yaml', line: lineAt(manifestRead, `/report/merge/${key}`) }, 'merge_name_unknown', [
      `没有${key === 'limit' ? '参数' : '节点'} ${rule[key]}`,
      `there is no ${key === 'limit' ? 'parameter' : 'element'} ${rule[key]}`,
    ]),
  )
}
