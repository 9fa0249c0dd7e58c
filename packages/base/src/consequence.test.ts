import { describe, expect, test } from 'vitest'
import type { ClockEnding, Consequence } from './index.ts'
import {
  clockSubjects,
  consequencesOf,
  isDeemed,
  parseClockEnding,
  parseClockSubject,
  parseConsequence,
} from './index.ts'

const legalBasis = { law: '行政许可法', article: '32(4)' }

describe('consequences', () => {
  test('none and breach need nothing', () => {
    expect(parseConsequence('breach')).toEqual({ kind: 'breach' })
    expect(parseConsequence({ kind: 'none' }, 'permit_grant')).toEqual({ kind: 'none' })
  })

  test.each([
    ['acceptance', 'deemed_accepted'],
    ['permit_renewal', 'deemed_renewed'],
    ['opinion', 'deemed_no_comment'],
    ['disclosure_opinion', 'deemed_consent_disclosure'],
    ['application', 'deemed_withdrawn'],
    ['application', 'deemed_waived'],
    ['hearing', 'deemed_waived'],
  ] as const)('silence on %s may mean %s, with its legal basis', (subject, kind) => {
    expect(parseConsequence({ kind, legalBasis }, subject)).toEqual({ kind, legalBasis })
    expect(() => parseConsequence({ kind }, subject)).toThrow('consequence_basis_missing')
    expect(() => parseConsequence({ kind, legalBasis: { law: '行政许可法' } }, subject)).toThrow(
      'consequence_basis_missing',
    )
    expect(() => parseConsequence({ kind, legalBasis: { law: ' ', article: '1' } }, subject)).toThrow(
      'consequence_basis_missing',
    )
  })

  test.each(['permit_grant', 'penalty', 'compulsion', 'expropriation', 'general'] as const)(
    'silence decides nothing on %s, whatever basis is given',
    (subject) => {
      expect(consequencesOf(subject)).toEqual(['none', 'breach'])
      for (const kind of clockSubjects.flatMap(consequencesOf).filter((each) => each.startsWith('deemed'))) {
        expect(() => parseConsequence({ kind, legalBasis }, subject)).toThrow('consequence_forbidden')
      }
    },
  )

  test('only a renewal is renewed by silence', () => {
    const subjects = clockSubjects.filter((subject) => consequencesOf(subject).includes('deemed_renewed'))
    expect(subjects).toEqual(['permit_renewal'])
  })

  test.each(['granted', 'deemed_granted', undefined, null, 4, {}, { kind: 7 }])(
    '%j is no consequence',
    (data) => {
      expect(() => parseConsequence(data)).toThrow('consequence_unknown')
    },
  )

  test('a subject is one of the list; none means general', () => {
    expect(parseClockEnding('', 'breach')).toEqual({ subject: 'general', consequence: { kind: 'breach' } })
    expect(parseClockSubject(undefined)).toBe('general')
    expect(() => parseClockSubject('permit')).toThrow('clock_subject_unknown')
    expect(() => parseClockSubject('toString')).toThrow('clock_subject_unknown')
  })

  test('a permit granted by silence, and silence without a basis, do not compile', () => {
    const allowed: ClockEnding = {
      subject: 'permit_renewal',
      consequence: { kind: 'deemed_renewed', legalBasis: { law: '行政许可法', article: '50' } },
    }
    // @ts-expect-error silence does not grant a permit
    const granted: ClockEnding = {
      subject: 'permit_grant',
      consequence: { kind: 'deemed_accepted', legalBasis },
    }
    // @ts-expect-error silence decides no penalty
    const fined: ClockEnding = { subject: 'penalty', consequence: { kind: 'deemed_waived', legalBasis } }
    // @ts-expect-error a meaning of silence needs its clause
    const baseless: Consequence = { kind: 'deemed_accepted' }
    expect([allowed.consequence, granted.consequence, fined.consequence, baseless].map(isDeemed)).toEqual([
      true,
      true,
      true,
      true,
    ])
  })
})
