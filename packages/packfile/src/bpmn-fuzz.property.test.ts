import { aChain, aFlow, aFormal, anExtension } from '@duibiao/testkit'
import { describe, expect, test } from 'vitest'
import * as fc from 'fast-check'
import { compileProcedures, loadProcedures } from './bpmn-compile.ts'
import { readBpmn } from './bpmn-read.ts'

/** Set DUIBIAO_TEST_MUTATIONS for a long run; the ordinary one takes a second or two. */
const runs = Number(process.env['DUIBIAO_TEST_MUTATIONS'] ?? '1000')
const seed = Number(process.env['DUIBIAO_TEST_SEED'] ?? '20260302')

const model = aChain(
  `<userTask id="a" name="受理">${anExtension('<duibiao:clock id="T" kind="legal" unit="working_day" amount="5" warnAt="50%"/><duibiao:assign posts="clerk"/>')}</userTask>
<boundaryEvent id="b" attachedToRef="a" cancelActivity="false"><timerEventDefinition>${aFormal('timeDuration', 'PT72H')}</timerEventDefinition></boundaryEvent>
<exclusiveGateway id="g" default="g-z"/>
<subProcess id="sub"><multiInstanceLoopCharacteristics>${aFormal('loopCardinality', '3')}</multiInstanceLoopCharacteristics>
<startEvent id="s"/><scriptTask id="t"><script>{ x: 1 }</script></scriptTask><endEvent id="e"/>${aFlow('s', 't')}${aFlow('t', 'e')}</subProcess>
<task id="z"/>
${aFlow('a', 'g')}${aFlow('g', 'sub', 'x &gt; 3 and y = "事项"')}${aFlow('g', 'z')}${aFlow('b', 'z')}${aFlow('sub', 'z')}`,
  '<message id="m" name="m"/>',
)

/** Pieces that are likely to hurt: markup, names of BPMN, ids of the model, numbers and signs. */
const pieces: readonly string[] = [
  '<',
  '>',
  '</',
  '/>',
  '"',
  "'",
  '&',
  '&amp;',
  '&#x0;',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?x?>',
  '<!DOCTYPE a>',
  '\u0000',
  '\uFEFF',
  '\uD800',
  '\r\n',
  '<task id="a"/>',
  '<subProcess id="q">',
  '</subProcess>',
  '<sequenceFlow id="w" sourceRef="sub" targetRef="s"/>',
]

/** What may stand in an attribute or an expression without breaking the XML. */
const words: readonly string[] = [
  'sub',
  'a',
  'g',
  'g-z',
  'p',
  'z',
  'm',
  't',
  'nowhere',
  'tTask',
  'bpmn:x:y',
  'constructor',
  '__proto__',
  'toString',
  'true',
  'false',
  '-1',
  '0',
  '1e99',
  '=',
  '=x +',
  '=x',
  '${x}',
  '{',
  'R/PT0S',
  '',
  ' ',
  '事项',
]

/** Element names to exchange for one another. */
const tags: readonly string[] = [
  'userTask',
  'subProcess',
  'adHocSubProcess',
  'transaction',
  'task',
  'callActivity',
  'receiveTask',
  'scriptTask',
  'businessRuleTask',
  'exclusiveGateway',
  'eventBasedGateway',
  'complexGateway',
  'boundaryEvent',
  'intermediateCatchEvent',
  'intermediateThrowEvent',
  'startEvent',
  'endEvent',
  'timerEventDefinition',
  'linkEventDefinition',
  'compensateEventDefinition',
  'conditionalEventDefinition',
  'timeDuration',
  'timeCycle',
  'condition',
  'loopCardinality',
  'loopDataInputRef',
  'multiInstanceLoopCharacteristics',
  'standardLoopCharacteristics',
  'sequenceFlow',
  'association',
  'process',
  'collaboration',
  'message',
]

/** One change: cut a span, double it, move it elsewhere, or put a piece into it. */
const mutation = fc.record({
  at: fc.nat(model.length),
  length: fc.nat(60),
  to: fc.nat(model.length),
  piece: fc.constantFrom(...pieces),
  kind: fc.constantFrom('cut', 'double', 'move', 'insert', 'replace'),
})

type Mutation = {
  readonly at: number
  readonly length: number
  readonly to: number
  readonly piece: string
  readonly kind: string
}

function mutate(text: string, { at, length, to, piece, kind }: Mutation): string {
  const [before, span, after] = [text.slice(0, at), text.slice(at, at + length), text.slice(at + length)]
  switch (kind) {
    case 'cut':
      return before + after
    case 'double':
      return before + span + span + after
    case 'move':
      return (before + after).slice(0, to) + span + (before + after).slice(to)
    case 'replace':
      return before + piece + after
    default:
      return before + piece + span + after
  }
}

/** A change that leaves the XML well formed: another value, another element name, or an element gone, doubled or moved. */
const shift = fc.record({
  at: fc.nat(1000),
  to: fc.nat(1000),
  word: fc.constantFrom(...words),
  tag: fc.constantFrom(...tags),
  kind: fc.constantFrom('value', 'text', 'tag', 'cut', 'double', 'move'),
})

type Shift = {
  readonly at: number
  readonly to: number
  readonly word: string
  readonly tag: string
  readonly kind: string
}

function reshape(text: string, { at, to, word, tag, kind }: Shift): string {
  switch (kind) {
    case 'value':
      return replaceNth(text, /(?<= (?!xmlns)[\w:]+=")[^"<]*(?=")/gu, { at, by: word })
    case 'text':
      return replaceNth(text, /(?<=">)[^<>\n]+(?=<)/gu, { at, by: word })
    case 'tag': {
      const old = tags.filter((one) => text.includes(`<${one}`))
      const name = old[at % Math.max(old.length, 1)]
      return name === undefined ? text : text.replaceAll(new RegExp(`(?<=</?)${name}\\b`, 'gu'), tag)
    }
    default:
      return reorder(text, { at, to, kind })
  }
}

/** Lines of the model hold whole elements, except those that open and close the two containers. */
function reorder(text: string, { at, to, kind }: Pick<Shift, 'at' | 'to' | 'kind'>): string {
  const lines = text.split('\n')
  const whole = lines.flatMap((line, index) => (isWhole(line) ? [index] : []))
  const from = whole[at % Math.max(whole.length, 1)]
  const before = whole[to % Math.max(whole.length, 1)]
  if (from === undefined || before === undefined) return text
  const line = lines[from] ?? ''
  const rest = kind === 'double' ? lines : lines.filter((_, index) => index !== from)
  return (kind === 'cut' ? rest : rest.toSpliced(before, 0, line)).join('\n')
}

function isWhole(line: string): boolean {
  const opened = line.match(/<[a-zA-Z]/gu)?.length ?? 0
  const closed = line.match(/<\/|\/>/gu)?.length ?? 0
  return opened > 0 && opened === closed
}

function replaceNth(
  text: string,
  pattern: RegExp,
  { at, by }: { readonly at: number; readonly by: string },
): string {
  const found = [...text.matchAll(pattern)]
  const match = found[at % Math.max(found.length, 1)]
  return match ? text.slice(0, match.index) + by + text.slice(match.index + match[0].length) : text
}

/** Findings say where and why, in both languages; with an error there is nothing to run. */
function judge(source: string | Uint8Array): void {
  for (const lenient of [false, true]) {
    const { procedures, findings } = loadProcedures(source, 'x.bpmn', {
      lenient,
      profile: lenient ? 'strict' : 'standard',
    })
    expect(findings.length > 0 || procedures.length > 0).toBe(true)
    if (findings.length > 0) expect(procedures).toEqual([])
    // Compiling in spite of findings must not crash either.
    compileProcedures(readBpmn(source, 'x.bpmn'), { lenient })
    for (const { file, line, code, zh, en } of findings) {
      expect(file).toBe('x.bpmn')
      expect(line).toBeGreaterThan(0)
      expect([code, zh, en].every((text) => text.length > 0)).toBe(true)
    }
  }
}

describe('damaged BPMN', () => {
  test('the model itself is sound', () => {
    expect(loadProcedures(model, 'x.bpmn').findings).toEqual([])
  })

  test(`gives findings, never a crash (seed ${seed}, ${runs} files)`, () => {
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 6 }), (changes) =>
        judge(changes.reduce(mutate, model)),
      ),
      { seed, numRuns: runs },
    )
  })

  test('so does well-formed XML of the wrong shape', () => {
    fc.assert(
      fc.property(fc.array(shift, { minLength: 1, maxLength: 8 }), (changes) =>
        judge(changes.reduce(reshape, model)),
      ),
      { seed, numRuns: runs },
    )
  })

  test('bytes that are no text give findings too', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat(model.length), (bytes, at) => {
        const whole = Buffer.from(model)
        judge(Buffer.concat([whole.subarray(0, at), bytes, whole.subarray(at)]))
      }),
      { seed, numRuns: Math.ceil(runs / 4) },
    )
  })
})
