import { readLegalBasis, type Finding } from '@duibiao/base'
import { extensionsOf, settingOf, wordsOf } from './bpmn-extension.ts'
import { attributeOf, is, type BpmnElement, type BpmnModel } from './bpmn-model.ts'
import { duibiaoNamespace } from './duibiao-moddle.ts'
import { checkComposed } from './pack-composed.ts'
import { faultAt, type FaultPlace } from './pack-fault.ts'
import type { Parts } from './pack-parts.ts'
import { checkMerge } from './pack-merge-check.ts'
import { lineAt } from './pack-yaml.ts'
import type { XmlElement } from './xml-element.ts'

/** Everything the procedures and the manifest name is there: forms, decisions, parameters, posts, documents, clocks. */
export function checkReferences(parts: Parts): readonly Finding[] {
  return [
    ...parts.logic.models.flatMap((model) =>
      model.elements.flatMap((element) => checkElement(parts, model, element)),
    ),
    ...checkManifest(parts),
    ...checkReport(parts),
    ...checkLists(parts),
    ...checkComposed(parts),
    ...checkPresets(parts),
  ]
}

/** One of our extension elements in a procedure of the pack. */
type Setting = {
  readonly parts: Parts
  readonly model: BpmnModel
  readonly setting: XmlElement
  readonly place: FaultPlace
}

function checkElement(parts: Parts, model: BpmnModel, element: BpmnElement): readonly Finding[] {
  const own = element.extensions.filter((one) => one.namespace === duibiaoNamespace)
  const settings = own.flatMap((setting) => {
    const place = { ...placeOf(model, element), line: setting.line }
    return checks.get(setting.name)?.({ parts, model, setting, place }) ?? []
  })
  return [...settings, ...checkAssigned(model, element), ...checkCalled(parts, model, element)]
}

const checks: ReadonlyMap<string, (setting: Setting) => readonly Finding[]> = new Map([
  ['form', checkForm],
  ['ask', checkAsk],
  ['decision', checkDecision],
  ['document', checkDocument],
  ['assign', checkPosts],
  ['clock', checkClock],
  ['clockAct', checkClockAct],
])

function checkForm(form: Setting): readonly Finding[] {
  return checkFormName(form, settingOf(form.setting, 'ref') ?? '')
}

function checkFormName({ parts, place }: Setting, ref: string): readonly Finding[] {
  if (parts.formNames.has(ref)) return []
  return [
    faultAt(place, 'form_unknown', [`没有表单 forms/${ref}.json`, `there is no form forms/${ref}.json`]),
  ]
}

function checkAsk(ask: Setting): readonly Finding[] {
  const form = settingOf(ask.setting, 'form')
  return [...checkPosts(ask), ...(form === undefined ? [] : checkFormName(ask, form))]
}

function checkDecision({ parts, setting, place }: Setting): readonly Finding[] {
  const ref = settingOf(setting, 'ref') ?? ''
  if (parts.logic.decisions.has(ref)) return []
  return [faultAt(place, 'decision_unknown', [`没有决策 ${ref}`, `there is no decision ${ref}`])]
}

function checkDocument({ parts, setting, place }: Setting): readonly Finding[] {
  const file = `documents/${settingOf(setting, 'ref') ?? ''}.md`
  if (parts.source.files.has(file)) return []
  return [faultAt(place, 'document_unknown', [`没有文书 ${file}`, `there is no document ${file}`])]
}

function checkPosts({ parts: { manifest }, setting, place }: Setting): readonly Finding[] {
  const posts = settingOf(setting, 'posts')
  if (posts === undefined || posts.startsWith('=') || manifest === undefined) return []
  return wordsOf(posts)
    .filter((post) => !Object.hasOwn(manifest.posts, post))
    .map((post) =>
      faultAt(place, 'post_unknown', [`pack.yaml 中没有岗位 ${post}`, `pack.yaml has no post ${post}`]),
    )
}

function checkClock({ parts, model, setting, place }: Setting): readonly Finding[] {
  const parameter = settingOf(setting, 'parameter')
  const written = /^\d/u.test(settingOf(setting, 'amount') ?? '')
  const words = [...wordsOf(settingOf(setting, 'starts')), ...wordsOf(settingOf(setting, 'stops'))]
  return [
    ...(parameter === undefined ? [] : checkParameter(parts, parameter, place)),
    ...(written ? [limitWritten(place)] : []),
    ...words.filter((word) => isIdle(model, word)).map((word) => idleMoment(word, place)),
    ...checkAgain(setting, place),
  ]
}

/** Only activities and the process itself start and stop clocks; at an event or gateway nothing would happen. */
function isIdle(model: BpmnModel, word: string): boolean {
  const node = model.byId.get(word.replace(/:(?:entered|left)$/u, ''))
  return node !== undefined && !is(node, 'Activity', 'Process')
}

function limitWritten(place: FaultPlace): Finding {
  return faultAt(place, 'clock_limit_written', [
    '时限的数字只能写在 parameters/ 中',
    'the number of a limit stands in parameters/ and nowhere else',
  ])
}

function idleMoment(word: string, place: FaultPlace): Finding {
  return faultAt(place, 'clock_moment_idle', [
    `时限只能由活动或流程启动和停止，${word} 不起作用`,
    `only activities and the process start and stop clocks: ${word} does nothing`,
  ])
}

function checkParameter(parts: Parts, name: string, place: FaultPlace): readonly Finding[] {
  if (parts.parameterNames.has(name)) return []
  return [faultAt(place, 'parameter_unknown', [`没有参数 ${name}`, `there is no parameter ${name}`])]
}

function checkClockAct({ parts, model, setting, place }: Setting): readonly Finding[] {
  const clocks = model.elements.flatMap((one) => extensionsOf(one, 'clock'))
  const wanted = wordsOf(settingOf(setting, 'clocks') ?? '')
  const parameter = settingOf(setting, 'parameter')
  const acted = clocks.filter((clock) => wanted.includes(settingOf(clock, 'id') ?? ''))
  const isWritten = /^\d/u.test(settingOf(setting, 'amount') ?? '')
  return [
    ...(isWritten ? [limitWritten(place)] : []),
    ...wanted
      .filter((key) => acted.every((clock) => settingOf(clock, 'id') !== key))
      .map((clock) => faultAt(place, 'clock_unknown', [`没有时限 ${clock}`, `there is no clock ${clock}`])),
    ...(parameter === undefined ? [] : checkParameter(parts, parameter, place)),
    ...(settingOf(setting, 'act') === 'pause' ? checkPause(setting, acted, place) : []),
  ]
}

/** Time is excluded for a reason; of a legal limit (法定) only what a law excludes. */
function checkPause(
  setting: XmlElement,
  clocks: readonly XmlElement[],
  place: FaultPlace,
): readonly Finding[] {
  const basis = settingOf(setting, 'legalBasis') ?? ''
  const isGrounded = basis.startsWith('=') || readLegalBasis(basis) !== undefined
  const legal = clocks.filter(isLegal).map((clock) => settingOf(clock, 'id'))
  return [
    ...(settingOf(setting, 'reason') === undefined
      ? [
          faultAt(place, 'pause_reason_missing', [
            '暂停时限要用 reason 写明理由',
            'a pause must give its reason in the attribute reason',
          ]),
        ]
      : []),
    ...(isGrounded || (legal.length === 0 && basis === '')
      ? []
      : [
          faultAt(place, 'pause_basis_missing', [
            `暂停法定时限 ${legal.join('、')} 要用 legalBasis 写明法律和条款，如“行政许可法 45”`,
            `a pause of the legal clock ${legal.join(', ')} must give law and article in legalBasis, such as 行政许可法 45`,
          ]),
        ]),
  ]
}

function isLegal(clock: XmlElement): boolean {
  return settingOf(clock, 'kind') === 'legal'
}

/** To stop a limit and go on with the rest of it later excludes the time between as a pause does, but says no reason. */
function checkAgain(setting: XmlElement, place: FaultPlace): readonly Finding[] {
  if (!isLegal(setting) || settingOf(setting, 'again') !== 'continue') return []
  return [
    faultAt(place, 'pause_basis_missing', [
      '法定时限不得停后续计（again="continue"）：扣除时间须用 clockAct pause 写明理由和法律依据',
      'a legal clock may not stop and go on with the rest (again="continue"): exclude time by clockAct pause, with reason and legal basis',
    ]),
  ]
}

function checkAssigned(model: BpmnModel, element: BpmnElement): readonly Finding[] {
  if (!is(element, 'UserTask') || extensionsOf(element, 'assign').length > 0) return []
  return [
    faultAt(placeOf(model, element), 'assign_missing', [
      '用户任务要用 duibiao:assign 写明岗位',
      'a user task must say with duibiao:assign which posts may take it',
    ]),
  ]
}

function checkCalled(parts: Parts, model: BpmnModel, element: BpmnElement): readonly Finding[] {
  if (!is(element, 'CallActivity')) return []
  const called = attributeOf(element, 'calledElement').replace(/^[\w.-]+:/u, '')
  // An expression is resolved when it runs; a process with faults is in the model all the same.
  if (!/^[\w.-]+$/u.test(called) || parts.logic.models.some((one) => one.byId.has(called))) return []
  return [
    faultAt(placeOf(model, element), 'procedure_unknown', [
      `没有流程 ${called}`,
      `there is no procedure ${called}`,
    ]),
  ]
}

function checkManifest({ manifest, manifestRead, logic, source }: Parts): readonly Finding[] {
  if (!manifest || !manifestRead) return []
  const file = 'pack.yaml'
  const known = logic.models.some((model) => is(model.byId.get(manifest.entry), 'Process'))
  return [
    ...(known
      ? []
      : [
          faultAt({ file, line: lineAt(manifestRead, '/entry') }, 'procedure_unknown', [
            `没有流程 ${manifest.entry}`,
            `there is no procedure ${manifest.entry}`,
          ]),
        ]),
    ...(manifest.name === source.name
      ? []
      : [
          faultAt({ file, line: lineAt(manifestRead, '/name') }, 'pack_name', [
            '名称与文件夹不一致',
            'the name is not that of the folder',
          ]),
        ]),
  ]
}

/** The forms that reports are filled in with and the parameter of the telephone that residents call are there. */
function checkReport(parts: Parts): readonly Finding[] {
  const { manifest, manifestRead, formNames } = parts
  const { form, patrol, counter, phone } = manifest?.report ?? {}
  if (!manifestRead || form === undefined) return []
  const missing = Object.entries({ form, patrol, counter }).flatMap(([key, name]) =>
    name === undefined || formNames.has(name)
      ? []
      : [
          faultAt({ file: 'pack.yaml', line: lineAt(manifestRead, `/report/${key}`) }, 'form_unknown', [
            `没有表单 forms/${name}.json`,
            `there is no form forms/${name}.json`,
          ]),
        ],
  )
  const place = { file: 'pack.yaml', line: lineAt(manifestRead, '/report/phone') }
  return [
    ...missing,
    ...checkMerge(parts),
    ...(phone === undefined ? [] : checkParameter(parts, phone, place)),
  ]
}

/** A code list that a field of a form names is one of the pack's. */
function checkLists({ manifest, forms }: Parts): readonly Finding[] {
  if (!manifest) return []
  const known = manifest.codes ?? {}
  return [...forms].flatMap(([form, { fields }]) =>
    fields.flatMap(({ name, list }) =>
      list === undefined || Object.hasOwn(known, list)
        ? []
        : [
            faultAt({ file: `forms/${form}.json`, line: 0, element: name }, 'codes_unknown', [
              `字段 ${name}：pack.yaml 中没有代码表 ${list}`,
              `field ${name}: pack.yaml has no code list ${list}`,
            ]),
          ],
    ),
  )
}

/** A preset that a parameter names is one of the pack's. */
function checkPresets({ manifest, parameters }: Parts): readonly Finding[] {
  if (!manifest) return []
  const known = manifest.presets ?? {}
  return Object.entries(parameters).flatMap(([name, { presets = {} }]) =>
    Object.keys(presets)
      .filter((preset) => !Object.hasOwn(known, preset))
      .map((preset) =>
        faultAt({ file: 'parameters', line: 0, element: name }, 'preset_unknown', [
          `pack.yaml 中没有 ${preset}`,
          `pack.yaml has no preset ${preset}`,
        ]),
      ),
  )
}

function placeOf(model: BpmnModel, element: BpmnElement): FaultPlace {
  return { file: model.file, line: element.line, element: element.id ?? element.name }
}
