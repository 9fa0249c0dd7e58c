import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Value } from '@duibiao/kernel'
import { loadDmn } from './dmn.ts'
import { literal, sketchDecision, sketchModel, sketchTable } from './dmn-sketch.ts'
import { compileExpression, compileUnaryTests } from './feel.ts'

const place = { file: 'test.dmn', line: 1 }

const words = fc.constantFrom(
  ...'1 2.5 "a" true null x 事项 ( ) [ ] { } , . .. + - * / ** = != < >= and or not( if then else for i in return'.split(
    ' ',
  ),
  ...'some every satisfies between instance of list<number> function(a) date("2026-01-31") @"P1D" @"10:00:00" ?'.split(
    ' ',
  ),
  ...'count( sum( sort( string( substring( matches( split( context put( date and time( range( overlaps( {a:1}.a'.split(
    / (?=\w+\(|\{)/,
  ),
)

const feel = fc.oneof(
  fc.array(words, { maxLength: 14 }).map((parts) => parts.join(' ')),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
)

const variables = fc.dictionary(fc.constantFrom('x', '事项', 'a'), fc.jsonValue({ maxDepth: 3 }))

function isJson(value: Value): boolean {
  return JSON.stringify(JSON.parse(JSON.stringify(value))) === JSON.stringify(value)
}

test('any text gives an expression or findings; an expression gives JSON and never throws', () => {
  fc.assert(
    fc.property(feel, variables, (text, values) => {
      const { compiled, findings } = compileExpression(text, place)
      expect(compiled === undefined).toBe(findings.length > 0)
      // What fast-check calls a JSON value is one.
      const given = JSON.parse(JSON.stringify(values))
      if (compiled !== undefined) expect(isJson(compiled.evaluate(given).value)).toBe(true)
      compileUnaryTests(text, place).compiled?.evaluate(1, given)
    }),
    { numRuns: 2000 },
  )
})

test('a damaged model gives findings or decisions, and never throws', () => {
  const model = sketchModel(
    sketchDecision(
      'd',
      sketchTable({
        rules: [
          ['< 10', '"a"'],
          ['-', '"b"'],
        ],
        policy: 'FIRST',
      }),
    ),
    sketchDecision('e', literal('d + "x"'), ['d']),
  )
  const damage = fc.record({
    at: fc.nat(model.length),
    cut: fc.nat(30),
    put: fc.oneof(words, fc.constantFrom('<', '"', '</', 'href="#d"')),
  })
  fc.assert(
    fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (damages) => {
      const text = damages.reduce(
        (whole, { at, cut, put }) => whole.slice(0, at) + put + whole.slice(at + cut),
        model,
      )
      for (const decision of loadDmn([{ file: 'x.dmn', text }]).decisions) decision.evaluate({ amount: 5 })
    }),
    { numRuns: 500 },
  )
})
