import type { Finding, Language } from '@duibiao/base'
import { extensionsOf, settingOf } from './bpmn-extension.ts'
import { attributeOf, is, type BpmnElement, type BpmnModel } from './bpmn-model.ts'
import { faultAt } from './pack-fault.ts'
import { isNameKey, nameKey, type NameKind } from './pack-name.ts'
import type { Parts } from './pack-parts.ts'

/** A text that must be there in both languages. */
type NeededText = {
  readonly key: string
  /** What it is for: file and line, or file alone. */
  readonly use: string
  /** What the BPMN or DMN file says: the Chinese text, when `zh.yaml` has none. */
  readonly zh: string
}

/**
 * Words that people see are there in both languages: names of procedures, tasks, other named nodes, clocks and decisions;
 * forms with their fields and choices; and whatever one of the languages says beyond that.
 */
export function checkTexts(parts: Parts): readonly Finding[] {
  const { texts, textReads } = parts
  // Of texts with faults in themselves nothing is there; those are told already.
  if (textReads === undefined) return []
  const needed = new Map([...textsOfLogic(parts), ...textsOfForms(parts)].map((one) => [one.key, one]))
  const keys = [...new Set([...needed.keys(), ...Object.keys(texts.zh), ...Object.keys(texts.en)])]
  const missing = (['zh', 'en'] as const).flatMap((language) =>
    keys.flatMap((key) => missingText(parts, { key, needed: needed.get(key), language })),
  )
  return [...missing, ...keys.flatMap((key) => (needed.has(key) ? [] : strayName(parts, key)))]
}

function missingText(
  { texts }: Parts,
  { key, needed, language }: { key: string; needed: NeededText | undefined; language: Language },
): readonly Finding[] {
  if (Object.hasOwn(texts[language], key)) return []
  if (language === 'zh' && needed?.zh) return []
  // A name that nothing bears is told as such.
  if (needed === undefined && isNameKey(key)) return []
  const use = needed?.use ?? `text/${language === 'zh' ? 'en' : 'zh'}.yaml`
  const [zh, en] = needed?.zh ? [`“${needed.zh}”，`, `"${needed.zh}", `] : ['', '']
  return [
    faultAt({ file: `text/${language}.yaml`, line: 0 }, 'text_missing', [
      `缺少文字 ${key}（${zh}见 ${use}）`,
      `text ${key} is missing (${en}see ${use})`,
    ]),
  ]
}

/** A name that nothing in the pack bears: a slip of the pen, or left over. */
function strayName({ textReads, isLogicSound }: Parts, key: string): readonly Finding[] {
  if (!isNameKey(key) || !isLogicSound) return []
  return Object.values(textReads ?? {}).flatMap((read) => {
    const line = read.lines.get(`/${key}`)
    return line === undefined
      ? []
      : [
          faultAt({ file: read.file, line }, 'text_unknown', [
            `治理包中没有 ${key} 所指的流程、节点、时限或决策`,
            `no procedure, node, clock or decision of the pack is meant by ${key}`,
          ]),
        ]
  })
}

function textsOfLogic({ logic }: Parts): readonly NeededText[] {
  return [
    ...logic.models.flatMap((model) => model.elements.flatMap((element) => namesOfElement(model, element))),
    ...[...logic.decisions.values()].map(({ id, name }) => ({
      key: nameKey({ kind: 'decision', id }),
      use: 'decisions/',
      zh: name,
    })),
  ]
}

function namesOfElement(model: BpmnModel, element: BpmnElement): readonly NeededText[] {
  const kind = kindOf(element)
  const named = { id: element.id ?? '', zh: attributeOf(element, 'name') }
  const clocks = extensionsOf(element, 'clock').map((clock) => ({
    key: nameKey({ kind: 'clock', id: settingOf(clock, 'id') ?? '' }),
    use: `${model.file}:${clock.line}`,
    zh: settingOf(clock, 'name') ?? '',
  }))
  // Only people's work needs a name; a gateway may go without.
  if (kind === undefined || named.id === '' || (kind === 'node' && named.zh === '')) return clocks
  return [
    { key: nameKey({ kind, id: named.id }), use: `${model.file}:${element.line}`, zh: named.zh },
    ...clocks,
  ]
}

function kindOf(element: BpmnElement): NameKind | undefined {
  if (is(element, 'Process')) return 'procedure'
  if (is(element, 'UserTask')) return 'task'
  return is(element, 'FlowNode') ? 'node' : undefined
}

function textsOfForms({ forms }: Parts): readonly NeededText[] {
  return [...forms.values()].flatMap(({ id, fields }) => {
    const keys = fields.flatMap(({ name, choices }) => [
      name,
      ...choices.map((choice) => `${name}.${choice}`),
    ])
    return [`form.${id}`, ...keys.map((key) => `form.${id}.${key}`)].map((key) => ({
      key,
      use: `forms/${id}.json`,
      zh: '',
    }))
  })
}
