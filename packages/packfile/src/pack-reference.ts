import type { Finding } from '@duibiao/base'
import { extensionsOf, settingOf, wordsOf } from './bpmn-extension.ts'
import { attributeOf, is, type BpmnElement, type BpmnModel } from './bpmn-model.ts'
import { checkCaseReferences } from './pack-case.ts'
import type { Parts } from './pack.ts'
import { lineAt } from './pack-yaml.ts'
import type { XmlElement } from './xml-element.ts'

type Use = { readonly file: string; readonly line: number; readonly element?: string }
type Report = (use: Use, code: string, words: readonly [string, string]) => void

/** Everything a pack names is there: forms, decisions, parameters, posts, documents, texts in both languages. */
export function checkReferences(parts: Parts): readonly Finding[] {
  const findings: Finding[] = []
  const report: Report = (use, code, [zh, en]) => {
    findings.push({ ...use, code, severity: 'error', zh, en })
  }
  for (const model of parts.logic.models) {
    for (const element of model.elements) checkElement(parts, { model, element }, report)
  }
  checkTexts(parts, report)
  checkManifest(parts, report)
  checkPresets(parts, report)
  findings.push(...checkCaseReferences(parts))
  return findings
}

type Placed = { readonly model: BpmnModel; readonly element: BpmnElement }

function checkElement(parts: Parts, { model, element }: Placed, report: Report): void {
  const named = (name: string, check: (setting: XmlElement, use: Use) => void): void => {
    for (const setting of extensionsOf(element, name))
      check(setting, { file: model.file, line: setting.line, element: element.id ?? element.name })
  }
  named('form', (form, use) => {
    const ref = settingOf(form, 'ref') ?? ''
    if (!parts.formNames.has(ref))
      report(use, 'form_unknown', [`没有表单 forms/${ref}.json`, `there is no form forms/${ref}.json`])
  })
  named('decision', (decision, use) => {
    const ref = settingOf(decision, 'ref') ?? ''
    if (!parts.logic.decisions.has(ref))
      report(use, 'decision_unknown', [`没有决策 ${ref}`, `there is no decision ${ref}`])
  })
  named('document', (document, use) => {
    const ref = settingOf(document, 'ref') ?? ''
    if (!parts.documents.has(ref))
      report(use, 'document_unknown', [
        `没有文书 documents/${ref}.md`,
        `there is no document documents/${ref}.md`,
      ])
  })
  named('assign', (assign, use) => checkPosts(parts, { setting: assign, use }, report))
  named('clock', (clock, use) => {
    checkClock(parts, { setting: clock, use }, report)
    checkMoments(model, { setting: clock, use }, report)
  })
  named('service', (service, use) => checkService(parts, { setting: service, use }, report))
  if (is(element, 'UserTask') && extensionsOf(element, 'assign').length === 0) {
    report(useOf(model, element), 'assign_missing', [
      '用户任务要用 duibiao:assign 写明岗位',
      'a user task must say with duibiao:assign which posts may take it',
    ])
  }
  if (is(element, 'CallActivity')) {
    const called = attributeOf(element, 'calledElement').replace(/^[\w.-]+:/u, '')
    if (/^[\w.-]+$/u.test(called) && called !== '' && !parts.logic.procedures.has(called))
      report(useOf(model, element), 'procedure_unknown', [
        `没有流程 ${called}`,
        `there is no procedure ${called}`,
      ])
  }
}

type Setting = { readonly setting: XmlElement; readonly use: Use }

function checkPosts(parts: Parts, { setting, use }: Setting, report: Report): void {
  const posts = settingOf(setting, 'posts')
  if (posts === undefined || posts.startsWith('=') || parts.manifest === undefined) return
  for (const post of wordsOf(posts)) {
    if (!Object.hasOwn(parts.manifest.posts, post))
      report(use, 'post_unknown', [`pack.yaml 中没有岗位 ${post}`, `pack.yaml has no post ${post}`])
  }
}

function checkClock(parts: Parts, { setting, use }: Setting, report: Report): void {
  const parameter = settingOf(setting, 'parameter')
  if (parameter !== undefined) checkParameter(parts, { name: parameter, use }, report)
  const amount = settingOf(setting, 'amount')
  if (amount !== undefined && /^\d/u.test(amount)) {
    report(use, 'clock_limit_written', [
      '时限的数字只能写在 parameters/ 中',
      'the number of a limit stands in parameters/ and nowhere else',
    ])
  }
  needText(parts, { key: `clock.${settingOf(setting, 'id') ?? ''}`, use }, report)
}

/** Only activities and the process itself start and stop clocks; at an event or gateway nothing would happen. */
function checkMoments(model: BpmnModel, { setting, use }: Setting, report: Report): void {
  for (const word of [...wordsOf(settingOf(setting, 'starts')), ...wordsOf(settingOf(setting, 'stops'))]) {
    const node = model.byId.get(word.replace(/:(?:entered|left)$/u, ''))
    if (node !== undefined && !is(node, 'Activity', 'Process'))
      report(use, 'clock_moment_idle', [
        `时限只能由活动或流程启动和停止，${word} 不起作用`,
        `only activities and the process start and stop clocks: ${word} does nothing`,
      ])
  }
}

function checkParameter(
  parts: Parts,
  { name, use }: { readonly name: string; readonly use: Use },
  report: Report,
): void {
  if (!Object.hasOwn(parts.parameters, name))
    report(use, 'parameter_unknown', [`没有参数 ${name}`, `there is no parameter ${name}`])
}

/** `clock.extend:<clock>:<parameter>` and the like name clocks and parameters too. */
function checkService(parts: Parts, { setting, use }: Setting, report: Report): void {
  const name = settingOf(setting, 'name') ?? ''
  if (!name.startsWith('clock.')) return
  const [verb = '', clocks = '', parameter] = name.split(':')
  if (!['clock.extend', 'clock.pause', 'clock.resume'].includes(verb)) {
    report(use, 'service_unknown', [`没有服务 ${verb}`, `there is no service ${verb}`])
  }
  const known = new Set(
    parts.logic.models.flatMap((model) =>
      model.elements.flatMap((one) =>
        extensionsOf(one, 'clock').map((clock) => settingOf(clock, 'id') ?? ''),
      ),
    ),
  )
  for (const clock of clocks.split(',')) {
    if (!known.has(clock)) report(use, 'clock_unknown', [`没有时限 ${clock}`, `there is no clock ${clock}`])
  }
  if (parameter !== undefined) checkParameter(parts, { name: parameter, use }, report)
}

/** Words a person sees: of every user task, and of every form with its fields and choices. */
function checkTexts(parts: Parts, report: Report): void {
  for (const model of parts.logic.models) {
    for (const element of model.elements) {
      if (is(element, 'UserTask'))
        needText(parts, { key: `task.${element.id ?? ''}`, use: useOf(model, element) }, report)
    }
  }
  for (const form of parts.forms.values()) {
    const use = { file: `forms/${form.id}.json`, line: 0 }
    needText(parts, { key: `form.${form.id}`, use }, report)
    for (const field of form.fields) {
      needText(parts, { key: `form.${form.id}.${field.name}`, use }, report)
      for (const choice of field.choices)
        needText(parts, { key: `form.${form.id}.${field.name}.${choice}`, use }, report)
    }
  }
}

function needText(
  parts: Parts,
  { key, use }: { readonly key: string; readonly use: Use },
  report: Report,
): void {
  // With faults in the texts themselves nothing is there; those are told already.
  if (Object.keys(parts.texts.zh).length === 0) return
  if (!Object.hasOwn(parts.texts.zh, key))
    report(use, 'text_missing', [
      `text/zh.yaml 和 text/en.yaml 缺少 ${key}`,
      `text/zh.yaml and text/en.yaml lack ${key}`,
    ])
}

function checkManifest(parts: Parts, report: Report): void {
  const { manifest, manifestRead } = parts
  if (!manifest || !manifestRead) return
  const at = (pointer: string): Use => ({ file: 'pack.yaml', line: lineAt(manifestRead, pointer) })
  const compiled = parts.logic.procedures.size === parts.logic.models.length
  if (
    !parts.logic.procedures.has(manifest.entry) &&
    (compiled || parts.logic.procedures.size === 0) &&
    parts.logic.models.every((model) => !model.byId.has(manifest.entry))
  )
    report(at('/entry'), 'procedure_unknown', [
      `没有流程 ${manifest.entry}`,
      `there is no procedure ${manifest.entry}`,
    ])
  if (manifest.name !== parts.source.name)
    report(at('/name'), 'pack_name', ['名称与文件夹不一致', 'the name is not that of the folder'])
}

/** A preset that a parameter names is one of the pack's. */
function checkPresets(parts: Parts, report: Report): void {
  const known = parts.manifest?.presets ?? {}
  for (const [name, parameter] of Object.entries(parts.parameters)) {
    for (const preset of Object.keys(parameter.presets ?? {})) {
      if (parts.manifest && !Object.hasOwn(known, preset))
        report({ file: 'parameters', line: 0, element: name }, 'preset_unknown', [
          `pack.yaml 中没有 ${preset}`,
          `pack.yaml has no preset ${preset}`,
        ])
    }
  }
}

function useOf(model: BpmnModel, element: BpmnElement): Use {
  return { file: model.file, line: element.line, element: element.id ?? element.name }
}
