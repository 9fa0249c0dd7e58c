import { expect, test } from 'vitest'
import { shownFields, sentAnswers } from '../../form/form-definition.ts'
import { answersOf, changedCells, initialAnswers, rowForm } from './row-form.ts'

function word(text: string): string | undefined {
  return text.startsWith('hint') ? undefined : text
}

test('a row that is there is not asked for what names it', () => {
  const added = rowForm('offices', word, { isNew: true }).fields.map(({ name }) => name)
  const kept = rowForm('offices', word, { isNew: false }).fields.map(({ name }) => name)
  expect(added).toContain('row-id')
  expect(kept).not.toContain('row-id')
})

test('only what was changed is sent; what is cleared, and what is not asked for any more, is sent empty', () => {
  const form = rowForm('duties', word, { isNew: false })
  const row = {
    id: 'D1',
    name: '占道',
    kind: 'assisting',
    leadOffice: 'CG',
    act: '劝导',
    legalBasis: [{ law: '某条例', article: '第一条' }],
    validFrom: '2020-01-01',
  }
  const before = answersOf('duties', row)
  expect(before['row-legalBasis']).toBe('《某条例》第一条')
  expect(changedCells(form, before, before)).toEqual({})
  const sent = sentAnswers(form, { ...before, 'row-kind': 'basic', 'row-name': '占道经营' })
  expect(changedCells(form, before, sent)).toEqual({
    kind: 'basic',
    name: '占道经营',
    leadOffice: '',
    act: '',
  })
})

test('a shift asks for its days when it recurs, and for its day when it does not', () => {
  const form = rowForm('duty_times', word, { isNew: true })
  const shown = (mode: string) => shownFields(form, initialAnswers({ mode })).map(({ name }) => name)
  expect(shown('recurring')).toContain('row-days')
  expect(shown('recurring')).not.toContain('row-on')
  expect(shown('rostered')).toContain('row-on')
  expect(shown('rostered')).not.toContain('row-days')
})
