import { expect, test } from 'vitest'
import { rolesOf } from './map-role.ts'

test('a place may be a peer and a rival at once; one’s own is neither', () => {
  const one = { name: '', score: 0, away: 0 }
  const rivals = { has_scores: true, ahead: [{ ...one, code: 'b' }], behind: [{ ...one, code: 'c' }] }
  const roleOf = rolesOf('a', [{ code: 'b' }, { code: 'd' }, { code: 'a' }], rivals)
  expect(roleOf('a')).toEqual({ isOwn: true, peer: undefined, rival: undefined })
  expect(roleOf('b')).toEqual({ isOwn: false, peer: 1, rival: 'ahead' })
  expect(roleOf('c')).toEqual({ isOwn: false, peer: undefined, rival: 'behind' })
  expect(roleOf('d').peer).toBe(2)
  expect(roleOf('e')).toEqual({ isOwn: false, peer: undefined, rival: undefined })
  expect(rolesOf('a', [], undefined)('b').rival).toBeUndefined()
  // Of a result in bands the map does not say who is next.
  expect(rolesOf('a', [], { ...rivals, has_scores: false })('b').rival).toBeUndefined()
})
