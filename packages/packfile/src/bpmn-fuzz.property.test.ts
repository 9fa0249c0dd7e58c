import { describe, expect, test } from 'vitest'
import * as fc from 'fast-check'
import { loadProcedures } from './bpmn-compile.ts'
import { aChain, aFlow, aFormal, anExtension } from './bpmn-sketch.ts'

/** Set DUIBIAO_TEST_MUTATIONS for a long run; the ordinary one takes a second or two. */
const runs = Number(process.env['DUIBIAO_TEST_MUTATIONS'] ?? '400')
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
const pieces = [
  ...['<', '>', '</', '/>', '"', "'", '&', '&amp;', '&#x0;', '<!--', '-->', '<![CDATA[', ']]>', '<?x?>', '<!DOCTYPE a>', '\u0000', '\uFEFF', '\uD800', '\r\n'],
  ...['<task id="a"/>', '<subProcess id="q">', '</subProcess>', '<sequenceFlow id="w" sourceRef="sub" targetRef="s"/>', '<endEvent id="a"><terminateEventDefinition/></endEvent>'],
  ...['sub', 'a', 'g-z', 'p', 'xsi:type', 'tTask', 'constructor', '__proto__', 'toString', 'true', '-1', '1e99', '=', '=x +', '${x}', '{', 'R/PT0S'],
]

/** One change: cut a span, double it, move it elsewhere, or put a piece into it. */
const mutation = fc.record({
  at: fc.nat(model.length),
  length: fc.nat(60),
  to: fc.nat(model.length),
  piece: fc.constantFrom(...pieces),
  kind: fc.constantFrom('cut', 'double', 'move', 'insert', 'replace'),
})

type Mutation = { readonly at: number; readonly length: number; readonly to: number; readonly piece: string; readonly kind: string }

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

/** Findings say where and why, in both languages; with an error there is nothing to run. */
function judge(source: string | Uint8Array): void {
  for (const lenient of [false, true]) {
    const { procedures, findings } = loadProcedures(source, 'x.bpmn', { lenient, profile: lenient ? 'strict' : 'standard' })
    expect(findings.length > 0 || procedures.length > 0).toBe(true)
    if (findings.length > 0) expect(procedures).toEqual([])
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
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 6 }), (changes) => judge(changes.reduce(mutate, model))),
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
