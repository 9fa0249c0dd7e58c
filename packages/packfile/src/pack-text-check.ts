import type { Finding } from '@duibiao/base'
import { extensionsOf, settingOf } from './bpmn-extension.ts'
import { is } from './bpmn-model.ts'
import { faultAt, type FaultPlace } from './pack-fault.ts'
import type { Parts } from './pack-parts.ts'

type NeededText = { readonly key: string; readonly place: FaultPlace }

/** Words that people see are there in both languages: of every user task, clock, form, field and choice. */
export function checkTexts(parts: Parts): readonly Finding[] {
  // With faults in the texts themselves nothing is there; those are told already.
  if (Object.keys(parts.texts.zh).length === 0) return []
  return [...textsOfProcedures(parts), ...textsOfForms(parts)]
    .filter(({ key }) => !Object.hasOwn(parts.texts.zh, key))
    .map(({ key, place }) =>
      faultAt(place, 'text_missing', [
        `text/zh.yaml 和 text/en.yaml 缺少 ${key}`,
        `text/zh.yaml and text/en.yaml lack ${key}`,
      ]),
    )
}

function textsOfProcedures({ logic }: Parts): readonly NeededText[] {
  return logic.models.flatMap((model) =>
    model.elements.flatMap((element): readonly NeededText[] => {
      const { id = element.name, line } = element
      const task = { key: `task.${id}`, place: { file: model.file, line, element: id } }
      const clocks = extensionsOf(element, 'clock').map((clock) => ({
        key: `clock.${settingOf(clock, 'id') ?? ''}`,
        place: { file: model.file, line: clock.line, element: id },
      }))
      return is(element, 'UserTask') ? [task, ...clocks] : clocks
    }),
  )
}

function textsOfForms({ forms }: Parts): readonly NeededText[] {
  return [...forms.values()].flatMap(({ id, fields }) => {
    const keys = fields.flatMap(({ name, choices }) => [
      name,
      ...choices.map((choice) => `${name}.${choice}`),
    ])
    return [`form.${id}`, ...keys.map((key) => `form.${id}.${key}`)].map((key) => ({
      key,
      place: { file: `forms/${id}.json`, line: 0 },
    }))
  })
}
