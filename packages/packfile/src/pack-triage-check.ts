import type { Finding } from '@duibiao/base'
import { hasForms, namesIn } from './pack-document.ts'
import { faultAt } from './pack-fault.ts'
import type { Parts } from './pack-parts.ts'
import type { TriageRule } from './pack-triage.ts'
import { lineAt } from './pack-yaml.ts'

/** The variables, the list and the parameters that `triage` of pack.yaml names are there, and lists show a category. */
export function checkTriage(parts: Parts): readonly Finding[] {
  const { manifest, manifestRead } = parts
  const rule = manifest?.triage
  if (rule === undefined || !manifestRead) return []
  const missing: readonly (readonly [path: string, name: string, what: What])[] = [
    ...(manifest?.listing?.category === undefined ? [['', 'listing/category', 'listing'] as const] : []),
    ...(rule.list === undefined || Object.hasOwn(manifest?.codes ?? {}, rule.list)
      ? []
      : [['/list', rule.list, 'list'] as const]),
    ...namedParameters(rule)
      .filter(([, name]) => !parts.parameterNames.has(name))
      .map(([path, name]) => [path, name, 'parameter'] as const),
    ...unknownTexts(parts, rule),
  ]
  return missing.map(([path, name, what]) =>
    faultAt({ file: 'pack.yaml', line: lineAt(manifestRead, `/triage${path}`) }, 'triage_name_unknown', [
      `没有${words[what].zh} ${name}`,
      `there is no ${words[what].en} ${name}`,
    ]),
  )
}

const words = {
  listing: { zh: '列表字段', en: 'field of lists' },
  list: { zh: '代码表', en: 'code list' },
  parameter: { zh: '参数', en: 'parameter' },
  variable: { zh: '变量', en: 'variable' },
} as const
type What = keyof typeof words

function namedParameters({ office, train }: TriageRule): readonly (readonly [path: string, name: string])[] {
  const trained = Object.entries(train).map(([key, name]) => [`/train/${key}`, name] as const)
  return office === undefined ? trained : [['/office', office], ...trained]
}

function unknownTexts(parts: Parts, { text }: TriageRule) {
  const { manifest, logic } = parts
  const entry = manifest === undefined ? undefined : logic.procedures.get(manifest.entry)
  if (entry === undefined || !parts.isLogicSound || !hasForms(parts)) return []
  const { variables } = namesIn(parts, entry)
  return text.flatMap((name, index) =>
    variables.has(name) ? [] : [[`/text/${index}`, name, 'variable'] as const],
  )
}
