import { expect, test } from 'vitest'
import { parseLegalDate } from '@duibiao/base'
import { itemVersionOn } from './item.ts'
import type { Item } from './item.ts'
import { isCreditCode } from './office.ts'
import { actorsOfPost, postsOfPerson } from './post.ts'
import type { PostTable } from './post.ts'
import { isValidOn, isWithinValidity } from './validity.ts'

const from = parseLegalDate('2026-01-01')
const leave = parseLegalDate('2026-03-01')
const back = parseLegalDate('2026-03-08')
const march2 = parseLegalDate('2026-03-02')

const table: PostTable = {
  people: new Map(
    ['li', 'wang', 'zhao'].map((id) => [
      id,
      { district: 1, id, name: id, ...(id === 'zhao' && { left: leave }) },
    ]),
  ),
  posts: new Map([
    ['dispatcher', { district: 1, id: 'dispatcher', office: 'o', name: '派遣员', validFrom: from }],
  ]),
  holdings: [
    { post: 'dispatcher', person: 'li', validFrom: from },
    { post: 'dispatcher', person: 'zhao', validFrom: from },
    { post: 'abolished', person: 'li', validFrom: from },
  ],
  deputies: [
    { post: 'dispatcher', person: 'wang', deputyFor: 'li', validFrom: leave, validUntil: back },
    { post: 'dispatcher', person: 'wang', deputyFor: 'zhao', validFrom: leave, validUntil: back },
  ],
}

test('a deputy acts in the post on the days of the deputation, beside its holder', () => {
  const li = { post: 'dispatcher', person: 'li' }
  expect(actorsOfPost(table, 'dispatcher', march2)).toEqual([
    li,
    { post: 'dispatcher', person: 'wang', deputyFor: 'li' },
  ])
  expect(actorsOfPost(table, 'dispatcher', back)).toEqual([li])
})

test('one who has left holds no post, and nobody acts for them', () => {
  expect(postsOfPerson(table, 'zhao', march2)).toEqual([])
  expect(postsOfPerson(table, 'wang', march2)).toHaveLength(1)
  expect(postsOfPerson(table, 'wang', from)).toEqual([])
})

test('a validity ends before its last day is reached', () => {
  expect(isValidOn({ validFrom: from, validUntil: leave }, parseLegalDate('2026-02-28'))).toBe(true)
  expect(isValidOn({ validFrom: from, validUntil: leave }, leave)).toBe(false)
  expect(isWithinValidity({ validFrom: from }, { validFrom: from, validUntil: back })).toBe(false)
})

test('an item has the version of the day', () => {
  const base = {
    district: 1,
    code: 'A',
    name: '',
    kind: 'permit',
    authority: '',
    level: 'district',
    legalBasis: [],
  } as const
  const items: readonly Item[] = [
    { ...base, version: 1, validFrom: from, validUntil: leave },
    { ...base, version: 2, validFrom: leave },
  ]
  expect(itemVersionOn(items, 'A', from)?.version).toBe(1)
  expect(itemVersionOn(items, 'A', leave)?.version).toBe(2)
  expect(itemVersionOn(items, 'B', leave)).toBeUndefined()
})

test('a unified social credit code is known by its check character', () => {
  // Codes as registered (GB 32100-2015).
  expect(isCreditCode('9144030071526726XG')).toBe(true)
  expect(isCreditCode('91330100799655058B')).toBe(true)
  expect(isCreditCode('9144030071526726XH')).toBe(false)
  expect(isCreditCode('9144030071526726')).toBe(false)
})
