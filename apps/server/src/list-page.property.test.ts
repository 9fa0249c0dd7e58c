import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isAppError } from '@duibiao/base'
import { orderRows, readCursor, readPage, writeCursor } from './list-page.ts'

const keys = fc.uniqueArray(fc.string({ unit: 'grapheme', maxLength: 6 }), { maxLength: 60 })

test('page by page every row that is accepted comes once, in the order of its key', () => {
  fc.assert(
    fc.property(
      keys,
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 1, max: 4 }),
      (list, limit, every) => {
        const rows = orderRows(new Map(list.map((key, number) => [key, { key, number }])), ({ key }) => key)
        const accepts = ({ number }: { readonly number: number }) => number % every === 0
        const seen: string[] = []
        let after: string | undefined
        do {
          const page = readPage({ rows, keyOf: ({ key }) => key, accepts, after, limit })
          expect(page.rows.length).toBeLessThanOrEqual(limit)
          seen.push(...page.rows.map(({ key }) => key))
          after = page.next
        } while (after !== undefined)
        const wanted = rows.filter(accepts).map(({ key }) => key)
        expect(seen).toEqual(wanted)
        expect(wanted).toEqual([...wanted].toSorted((one, other) => (one < other ? -1 : 1)))
      },
    ),
    { verbose: true },
  )
})

test('rows that come in between move no other', () => {
  const keyOf = (key: string) => key
  const page = readPage({ rows: ['b', 'd', 'f'], keyOf, accepts: () => true, after: undefined, limit: 2 })
  const next = { keyOf, accepts: () => true, after: page.next, limit: 2 }
  expect(readPage({ rows: ['a', 'b', 'c', 'd', 'e', 'f'], ...next }).rows).toEqual(['e', 'f'])
})

test('a cursor that is none of ours is refused', () => {
  expect(readCursor(writeCursor('/990101/街道/'))).toBe('/990101/街道/')
  for (const cursor of ['%', 'abc=', 'a b'])
    expect(() => readCursor(cursor)).toThrow(
      expect.toSatisfy((error: unknown) => isAppError(error, 'request_malformed')),
    )
})
