import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { hashPack } from './pack-hash.ts'
import { readPackFiles } from './pack.ts'
import { readPackSource, type PackSource } from './pack-source.ts'

const hotline = readPackSource(fileURLToPath(new URL('../../../packs/hotline', import.meta.url))).source
const city = readPackSource(fileURLToPath(new URL('../../../packs/city-events', import.meta.url))).source

type Change = (text: string) => string | undefined

/** The pack with some files changed; undefined takes a file away. */
function changed(source: PackSource, changes: { readonly [file: string]: Change }): PackSource {
  const files = new Map(source.files)
  for (const [file, change] of Object.entries(changes)) {
    const text = change(new TextDecoder().decode(files.get(file)))
    if (text === undefined) files.delete(file)
    else files.set(file, new TextEncoder().encode(text))
  }
  return { ...source, files }
}

function replace(from: string, to: string): Change {
  return (text) => {
    if (!text.includes(from)) throw new Error(`the pack no longer says ${from}`)
    return text.replace(from, to)
  }
}

/** Codes of the findings with their files, of a pack changed in one file. */
function faults(source: PackSource, changes: { readonly [file: string]: Change }): readonly string[] {
  const { pack, findings } = readPackFiles(changed(source, changes))
  expect(pack).toBeUndefined()
  for (const finding of findings) expect(finding.zh !== '' && finding.en !== '').toBe(true)
  return findings.map(({ file, code }) => `${file} ${code}`)
}

const bpmn = 'procedures/hotline.bpmn'

describe('a pack is refused', () => {
  test.each<[string, { readonly [file: string]: Change }, readonly string[]]>([
    ['without its manifest', { 'pack.yaml': () => undefined }, ['pack.yaml pack_file_missing']],
    ['without its sources', { 'SOURCES.md': () => undefined }, ['SOURCES.md pack_file_missing']],
    [
      'with code in it',
      { 'procedures/run.js': () => 'while (true) {}' },
      ['procedures/run.js pack_file_unknown'],
    ],
    [
      'with an unknown key',
      { 'pack.yaml': replace('entry:', 'author: me\nentry:') },
      ['pack.yaml pack_manifest_invalid'],
    ],
    [
      'with a number form nobody can read',
      { 'pack.yaml': replace('{serial:6}', '{count}') },
      ['pack.yaml pack_manifest_invalid'],
    ],
    [
      'with an entry that is not there',
      { 'pack.yaml': replace('entry: hotline', 'entry: hotlin') },
      ['pack.yaml procedure_unknown'],
    ],
    [
      'with a form that is not there',
      { [bpmn]: replace('form ref="sign-in"', 'form ref="sign-on"') },
      [`${bpmn} form_unknown`],
    ],
    [
      'with a decision that is not there',
      { [bpmn]: replace('decision ref="judge"', 'decision ref="jury"') },
      [`${bpmn} decision_unknown`],
    ],
    [
      'with a document that is not there',
      { 'documents/work-order.md': () => undefined },
      [`${bpmn} document_unknown`, `${bpmn} document_unknown`],
    ],
    [
      'with a post that is not there',
      { 'pack.yaml': replace('  call-back: ', '  caller-back: ') },
      [
        'cases/late.yaml case_name_unknown',
        'cases/on-time.yaml case_name_unknown',
        'cases/return-to-contact.yaml case_name_unknown',
        ...Array.from({ length: 3 }, () => 'cases/rework-ladder.yaml case_name_unknown'),
        `${bpmn} post_unknown`,
      ],
    ],
    [
      'with a parameter that is not there',
      { [bpmn]: replace('parameter="rework_limit"', 'parameter="reworking"') },
      [`${bpmn} parameter_unknown`],
    ],
    [
      'with a limit written in a procedure',
      { [bpmn]: replace('parameter="rework_limit"', 'amount="5"') },
      [`${bpmn} clock_limit_written`],
    ],
    [
      'with a clock that starts at a gateway',
      { [bpmn]: replace('starts="assist:entered"', 'starts="split:entered"') },
      [`${bpmn} clock_moment_idle`],
    ],
    [
      'with an act on a clock that is not there',
      { [bpmn]: replace('clocks="handle rework"', 'clocks="handle reworks"') },
      [`${bpmn} clock_unknown`],
    ],
    [
      'with a pause without a reason',
      { [bpmn]: replace(' reason="= shelving_plan"', '') },
      [`${bpmn} pause_reason_missing`],
    ],
    [
      'with a pause of a legal clock without a legal basis',
      { [bpmn]: replace('name="重办时限" kind="internal"', 'name="重办时限" kind="legal"') },
      [`${bpmn} pause_basis_missing`],
    ],
    [
      'with a pause whose legal basis names no article',
      { [bpmn]: replace(' reason="= shelving_plan"', ' reason="= shelving_plan" legalBasis="行政许可法"') },
      [`${bpmn} pause_basis_missing`],
    ],
    [
      'with a legal clock that stops and goes on with the rest',
      {
        [bpmn]: (text) =>
          text
            .replace('name="重办时限" kind="internal"', 'name="重办时限" kind="legal"')
            .replace(/(id="rework" .*again=)"\w+"/u, '$1"continue"')
            .replace(' reason="= shelving_plan"', ' reason="= shelving_plan" legalBasis="行政许可法 45"'),
      },
      [`${bpmn} pause_basis_missing`],
    ],
    [
      'with variables in a document that nothing in its procedure knows',
      {
        'documents/reply-notice.md': (text) =>
          text
            .replace('{{reply_text}}', '{{reply_txt}} {{ number }} {{clock.handel.due}}')
            .replace('{{unit}}', '{{subject.first}} {{supervision_check.trigger}}'),
      },
      Array.from({ length: 3 }, () => 'documents/reply-notice.md document_variable_unknown'),
    ],
    [
      'with a document whose variables are not written right',
      { 'documents/reply-notice.md': replace('{{reply_text}}', '{{reply_text} and {{}} and {{a b}}') },
      ['documents/reply-notice.md document_malformed'],
    ],
    [
      'with a text in one language only',
      { 'text/en.yaml': (text) => text.replace(/^task\.accept:.*\n/mu, '') },
      ['text/en.yaml text_missing'],
    ],
    [
      'with a form field without a level',
      { 'forms/reply.json': replace('"level": "sensitive"', '"height": 1') },
      ['forms/reply.json form_invalid', 'forms/reply.json form_invalid'],
    ],
    [
      'with a form that is no schema',
      { 'forms/reply.json': replace('"maxLength": 4000', '"maxLength": "long"') },
      ['forms/reply.json form_schema_invalid'],
    ],
    [
      'with a case about a task that is not there',
      { 'cases/no-order.yaml': replace('complete: reply', 'complete: replied') },
      ['cases/no-order.yaml case_name_unknown'],
    ],
    [
      'with a case that does two things at once',
      { 'cases/no-order.yaml': replace('complete: reply,', 'complete: reply, message: hello,') },
      ['cases/no-order.yaml case_invalid'],
    ],
    [
      'with silence that grants a permit',
      {
        [bpmn]: replace(
          'consequence="breach"',
          'consequence="deemed_accepted" subject="permit_grant" legalBasis="行政许可法 32(4)"',
        ),
      },
      [`${bpmn} bpmn_extension_wrong`],
    ],
    [
      'with a time that closes the order instead of people',
      { [bpmn]: replace('name="异议期满" cancelActivity="false"', 'name="异议期满" cancelActivity="true"') },
      [`${bpmn} silence_decides`],
    ],
    [
      'with silence that has no legal basis',
      { [bpmn]: replace('consequence="breach"', 'consequence="deemed_accepted" subject="acceptance"') },
      [`${bpmn} bpmn_extension_wrong`],
    ],
    [
      'with a limit that cites nothing',
      { 'parameters/limits.yaml': replace(', unconfirmed: true', '') },
      ['parameters/limits.yaml parameter_ground'],
    ],
  ])('%s', (_name, changes, expected) => {
    expect(faults(hotline, changes)).toEqual(expected)
  })

  test('with all of its faults at once, each with its line', () => {
    const { findings } = readPackFiles(
      changed(hotline, {
        'pack.yaml': replace('licence: Apache-2.0\n', ''),
        'parameters/limits.yaml': replace('unit: hour', 'unit: HOUR'),
        'decisions/judge.dmn': replace('<text>&gt;= 2</text>', '<text>&gt;= </text>'),
        'text/zh.yaml': (text) => `${text}stray: 多余\n`,
      }),
    )
    expect(new Set(findings.map(({ file }) => file))).toEqual(
      new Set(['pack.yaml', 'parameters/limits.yaml', 'decisions/judge.dmn', 'text/en.yaml']),
    )
    const parameter = findings.find(({ file }) => file === 'parameters/limits.yaml')
    expect(parameter).toMatchObject({ line: 6, code: 'parameter_invalid' })
  })

  test('with a code twice, naming the first line', () => {
    const doubled = changed(city, {
      'codes/gbt47678.5.csv': (text) => `${text}component,01,市政公用设施,01001,供水井盖\n`,
    })
    const { findings } = readPackFiles(doubled)
    expect(findings).toMatchObject([
      {
        file: 'codes/gbt47678.5.csv',
        line: 405,
        code: 'codes_key_twice',
        en: expect.stringContaining('line 2'),
      },
    ])
  })
})

describe('F10: nothing closes because the doer says so', () => {
  test('a way from the feedback to the end without the call-back', () => {
    const around =
      '<sequenceFlow id="shortcut" sourceRef="feedback" targetRef="order_done" />\n    <sequenceFlow id="feedback__call_back"'
    const broken = changed(hotline, {
      [bpmn]: (text) =>
        text
          .replace('<sequenceFlow id="feedback__call_back"', around)
          .replace(
            '<outgoing>feedback__call_back</outgoing>',
            '<outgoing>feedback__call_back</outgoing><outgoing>shortcut</outgoing>',
          )
          .replace(
            '<incoming>result__order_done</incoming>',
            '<incoming>result__order_done</incoming><incoming>shortcut</incoming>',
          ),
    })
    const { findings } = readPackFiles(broken)
    expect(findings.map(({ code, line }) => [code, line > 0])).toEqual([
      ['confirmation_missing', true],
      ['confirmation_missing', true],
    ])
    expect(findings[0]?.en).toContain('the end closed is reached without call_back')
  })

  test('the call-back by the post that did the work', () => {
    const { findings } = readPackFiles(
      changed(hotline, { [bpmn]: replace('assign posts="call-back"', 'assign posts="unit-handler"') }),
    )
    expect(findings.filter(({ code }) => code === 'confirmation_missing').map(({ en }) => en)).toEqual([
      'call_back and handle are done by the same post unit-handler',
      'call_back and feedback are done by the same post unit-handler',
    ])
  })
})

/** hotline with this in place of its rules of confirmation. */
function withConfirmation(text: string): PackSource {
  return changed(hotline, {
    'pack.yaml': (manifest) => manifest.replace(/^confirmation:\n(?: {2}- .*\n)+/mu, text),
  })
}

describe('F10: a procedure in which people work says who confirms', () => {
  test.each([
    ['no rules', '', 'entry: hotline'],
    ['an empty list', 'confirmation: []\n', 'confirmation: []'],
    [
      'a waiver for another procedure only',
      'confirmation:\n  - { procedure: other, none: true, reason: { zh: 仅登记, en: Only registers } }\n',
      'confirmation:',
    ],
  ])('%s is refused', (_name, text, line) => {
    const source = withConfirmation(text)
    const { pack, findings } = readPackFiles(source)
    expect(pack).toBeUndefined()
    const [finding] = findings.filter(({ en }) => en.startsWith('people work in hotline'))
    expect(finding).toMatchObject({ file: 'pack.yaml', code: 'confirmation_missing', severity: 'error' })
    const lines = new TextDecoder().decode(source.files.get('pack.yaml')).split('\n')
    expect(lines[(finding?.line ?? 0) - 1]).toContain(line)
  })

  test('a waiver that says why is enough', () => {
    const waiver = '{ procedure: hotline, none: true, reason: { zh: 仅登记, en: Only registers } }'
    expect(readPackFiles(withConfirmation(`confirmation:\n  - ${waiver}\n`)).findings).toEqual([])
  })

  test.each([
    ['without a reason', '{ procedure: hotline, none: true }'],
    [
      'with blanks for a reason',
      "{ procedure: hotline, none: true, reason: { zh: ' ', en: Only registers } }",
    ],
    ['with a reason in one language', '{ procedure: hotline, none: true, reason: { zh: 仅登记 } }'],
    [
      'together with a rule',
      '{ procedure: hotline, work: handle, by: [call_back], none: true, reason: { zh: 仅登记, en: Only registers } }',
    ],
    ['without the word none', '{ procedure: hotline, reason: { zh: 仅登记, en: Only registers } }'],
    ['with none: false', '{ procedure: hotline, none: false, reason: { zh: 仅登记, en: Only registers } }'],
    ['as a rule without by', '{ procedure: hotline, work: handle }'],
  ])('a waiver %s is not one', (_name, entry) => {
    const { pack, findings } = readPackFiles(withConfirmation(`confirmation:\n  - ${entry}\n`))
    expect(pack).toBeUndefined()
    expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(['pack_manifest_invalid']))
  })
})

describe('the hash of a pack', () => {
  test('changes with any content and any name, and with nothing else', () => {
    const one = hashPack(hotline)
    expect(hashPack({ ...hotline, files: new Map([...hotline.files].toReversed()) })).toBe(one)
    expect(hashPack(changed(hotline, { 'SOURCES.md': (text) => `${text} ` }))).not.toBe(one)
    const bytes = hotline.files.get('documents/work-order.md') ?? new Uint8Array()
    const renamed = changed(hotline, { 'documents/work-order.md': () => undefined })
    expect(
      hashPack({ ...renamed, files: new Map([...renamed.files, ['documents/order.md', bytes]]) }),
    ).not.toBe(one)
  })
})
