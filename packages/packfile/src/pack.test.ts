import { changePack, replaceText, shippedPack } from '@duibiao/testkit'
import type { PackChange } from '@duibiao/testkit'
import { describe, expect, test } from 'vitest'
import { hashPack } from './pack-hash.ts'
import { readPackFiles } from './pack.ts'
import type { PackSource } from './pack-source.ts'

const hotline = shippedPack('hotline')
const city = shippedPack('city-events')

/** Codes of the findings with their files, of a pack changed in one file. */
function faults(source: PackSource, changes: { readonly [file: string]: PackChange }): readonly string[] {
  const { pack, findings } = readPackFiles(changePack(source, changes))
  expect(pack).toBeUndefined()
  for (const finding of findings) expect(finding.zh !== '' && finding.en !== '').toBe(true)
  return findings.map(({ file, code }) => `${file} ${code}`)
}

const bpmn = 'procedures/hotline.bpmn'

describe('a pack is refused', () => {
  test.each<[string, { readonly [file: string]: PackChange }, readonly string[]]>([
    ['without its manifest', { 'pack.yaml': () => undefined }, ['pack.yaml pack_file_missing']],
    ['without its sources', { 'SOURCES.md': () => undefined }, ['SOURCES.md pack_file_missing']],
    [
      'with code in it',
      { 'procedures/run.js': () => 'while (true) {}' },
      ['procedures/run.js pack_file_unknown'],
    ],
    [
      'with an unknown key',
      { 'pack.yaml': replaceText('entry:', 'author: me\nentry:') },
      ['pack.yaml pack_manifest_invalid'],
    ],
    [
      'with a number form nobody can read',
      { 'pack.yaml': replaceText('{serial:6}', '{count}') },
      ['pack.yaml pack_manifest_invalid'],
    ],
    [
      'with an entry that is not there',
      { 'pack.yaml': replaceText('entry: hotline', 'entry: hotlin') },
      ['pack.yaml procedure_unknown'],
    ],
    [
      'with a form that is not there',
      { [bpmn]: replaceText('form ref="sign-in"', 'form ref="sign-on"') },
      [`${bpmn} form_unknown`],
    ],
    [
      'with a decision that is not there',
      { [bpmn]: replaceText('decision ref="judge"', 'decision ref="jury"') },
      [`${bpmn} decision_unknown`],
    ],
    [
      'with a document that is not there',
      { 'documents/work-order.md': () => undefined },
      [`${bpmn} document_unknown`, `${bpmn} document_unknown`],
    ],
    [
      'with a variable of a list or of a dispatch that nothing knows',
      {
        'pack.yaml': replaceText('item: [category]', 'item: [categories]'),
      },
      ['pack.yaml listing_variable_unknown'],
    ],
    [
      'with a post that is not there',
      { 'pack.yaml': replaceText('  call-back: ', '  caller-back: ') },
      [
        'cases/answer-none.yaml case_name_unknown',
        'cases/late.yaml case_name_unknown',
        'cases/on-time.yaml case_name_unknown',
        'cases/return-to-contact.yaml case_name_unknown',
        ...Array.from({ length: 3 }, () => 'cases/rework-ladder.yaml case_name_unknown'),
        `${bpmn} post_unknown`,
      ],
    ],
    [
      'with a parameter that is not there',
      { [bpmn]: replaceText('parameter="rework_limit"', 'parameter="reworking"') },
      [`${bpmn} parameter_unknown`],
    ],
    [
      'with a limit written in a procedure',
      { [bpmn]: replaceText('parameter="rework_limit"', 'amount="5"') },
      [`${bpmn} clock_limit_written`],
    ],
    [
      'with a clock that starts at a gateway',
      { [bpmn]: replaceText('starts="assist:entered"', 'starts="split:entered"') },
      [`${bpmn} clock_moment_idle`],
    ],
    [
      'with an act on a clock that is not there',
      { [bpmn]: replaceText('clocks="handle rework"', 'clocks="handle reworks"') },
      [`${bpmn} clock_unknown`],
    ],
    [
      'with a pause without a reason',
      { [bpmn]: replaceText(' reason="= shelving_plan"', '') },
      [`${bpmn} pause_reason_missing`],
    ],
    [
      'with a pause of a legal clock without a legal basis',
      { [bpmn]: replaceText('name="重办时限" kind="internal"', 'name="重办时限" kind="legal"') },
      [`${bpmn} pause_basis_missing`],
    ],
    [
      'with a pause whose legal basis names no article',
      {
        [bpmn]: replaceText(' reason="= shelving_plan"', ' reason="= shelving_plan" legalBasis="行政许可法"'),
      },
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
      { 'documents/reply-notice.md': replaceText('{{reply_text}}', '{{reply_text} and {{}} and {{a b}}') },
      ['documents/reply-notice.md document_malformed'],
    ],
    [
      'with a document whose head is none',
      { 'documents/reply-notice.md': replaceText("number: '", "nummer: '") },
      ['documents/reply-notice.md document_head_invalid'],
    ],
    [
      'with a text in one language only',
      { 'text/en.yaml': (text) => text.replace(/^task\.accept:.*\n/mu, '') },
      ['text/en.yaml text_missing'],
    ],
    [
      'with a form field without a level',
      { 'forms/reply.json': replaceText('"level": "sensitive"', '"height": 1') },
      ['forms/reply.json form_invalid', 'forms/reply.json form_invalid'],
    ],
    [
      'with a form that is no schema',
      { 'forms/reply.json': replaceText('"maxLength": 4000', '"maxLength": "long"') },
      ['forms/reply.json form_schema_invalid'],
    ],
    [
      'with a case about a task that is not there',
      { 'cases/no-order.yaml': replaceText('complete: reply', 'complete: replied') },
      ['cases/no-order.yaml case_name_unknown'],
    ],
    [
      'with a case that does two things at once',
      { 'cases/no-order.yaml': replaceText('complete: reply,', 'complete: reply, message: hello,') },
      ['cases/no-order.yaml case_invalid'],
    ],
    [
      'with silence that grants a permit',
      {
        [bpmn]: replaceText(
          'consequence="breach"',
          'consequence="deemed_accepted" subject="permit_grant" legalBasis="行政许可法 32(4)"',
        ),
      },
      [`${bpmn} bpmn_extension_wrong`],
    ],
    [
      'with a time that closes the order instead of people',
      {
        [bpmn]: replaceText(
          'name="异议期满" cancelActivity="false"',
          'name="异议期满" cancelActivity="true"',
        ),
      },
      [`${bpmn} silence_decides`],
    ],
    [
      'with silence that has no legal basis',
      { [bpmn]: replaceText('consequence="breach"', 'consequence="deemed_accepted" subject="acceptance"') },
      [`${bpmn} bpmn_extension_wrong`],
    ],
    [
      'with a limit that cites nothing',
      { 'parameters/limits.yaml': replaceText(', unconfirmed: true', '') },
      ['parameters/limits.yaml parameter_ground'],
    ],
  ])('%s', (_name, changes, expected) => {
    expect(faults(hotline, changes)).toEqual(expected)
  })

  test('with all of its faults at once, each with its line', () => {
    const { findings } = readPackFiles(
      changePack(hotline, {
        'pack.yaml': replaceText('licence: Apache-2.0\n', ''),
        'parameters/limits.yaml': replaceText('unit: hour', 'unit: HOUR'),
        'decisions/judge.dmn': replaceText('<text>&gt;= 2</text>', '<text>&gt;= </text>'),
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
    const doubled = changePack(city, {
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

  test('with a code to be offered first that its list has not', () => {
    const changed = changePack(city, { 'pack.yaml': replaceText('event 06010', 'event 96010') })
    expect(readPackFiles(changed).findings).toMatchObject([
      { file: 'codes/gbt47678.5.csv', code: 'codes_unknown', en: expect.stringContaining('event 96010') },
    ])
  })

  test('with a form for rounds, or a code list of a field, that is not there', () => {
    const changed = changePack(city, {
      'pack.yaml': replaceText('patrol: patrol,', 'patrol: walk,'),
      'forms/register.json': replaceText('"list": "yuncheng-standards"', '"list": "standards"'),
    })
    expect(readPackFiles(changed).findings).toMatchObject([
      { file: 'forms/register.json', code: 'codes_unknown', en: expect.stringContaining('standard_id') },
      { file: 'pack.yaml', code: 'form_unknown', en: expect.stringContaining('forms/walk.json') },
    ])
  })

  test('with a text that is composed from a field no form has, or that is sealed', () => {
    const changed = changePack(hotline, {
      'forms/reply.json': replaceText('"from": ["subject", "body"]', '"from": ["subject", "boddy"]'),
      'forms/feedback.json': replaceText('"level": "sensitive"', '"level": "important"'),
    })
    expect(readPackFiles(changed).findings).toMatchObject([
      { file: 'forms/feedback.json', code: 'composed_sealed', en: expect.stringContaining('reply_text') },
      { file: 'forms/reply.json', code: 'composed_from_unknown', en: expect.stringContaining('boddy') },
    ])
  })
})

describe('a pack with a board of orders is refused', () => {
  const supervision = shippedPack('supervision')

  test.each([
    ['due: handle', 'due: handel', 'clock handel'],
    ['leader: leader', 'leader: lieder', 'variable lieder'],
    ['done: order_done', 'done: order_don', 'step order_don'],
    ['report_progress: progress', 'report_progress: progres', 'variable progres'],
    ['decision: colour', 'decision: color', 'decision color'],
    ['red: issue_red', 'red: issue_rot', 'step issue_rot'],
    ['missed: climbed', 'missed: climed', 'step climed'],
  ])('that says %s as %s', (from, to, what) => {
    const changed = changePack(supervision, { 'pack.yaml': replaceText(from, to) })
    expect(readPackFiles(changed).findings).toMatchObject([
      { file: 'pack.yaml', code: 'supervision_name_unknown', en: expect.stringContaining(what) },
    ])
  })
})

describe('the hash of a pack', () => {
  test('changes with any content and any name, and with nothing else', () => {
    const one = hashPack(hotline)
    expect(hashPack({ ...hotline, files: new Map([...hotline.files].toReversed()) })).toBe(one)
    expect(hashPack(changePack(hotline, { 'SOURCES.md': (text) => `${text} ` }))).not.toBe(one)
    const bytes = hotline.files.get('documents/work-order.md') ?? new Uint8Array()
    const renamed = changePack(hotline, { 'documents/work-order.md': () => undefined })
    expect(
      hashPack({ ...renamed, files: new Map([...renamed.files, ['documents/order.md', bytes]]) }),
    ).not.toBe(one)
  })
})
