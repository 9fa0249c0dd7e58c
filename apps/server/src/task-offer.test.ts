import { expect, test } from 'vitest'
import type { Caller, HeldPost } from './caller.ts'
import { findOffer } from './task-offer.ts'

const community: HeldPost = {
  post: 'community-07:grid-worker',
  name: '网格员',
  role: 'grid_worker',
  office: 'community-07',
  officeName: '七里社区',
  offices: ['community-07'],
  grids: ['0701', '0702'],
}

function callerIn(post: HeldPost): Caller {
  return {
    kind: 'person',
    person: 'li',
    name: '李',
    account: 'a1',
    accountName: 'li',
    session: 's1',
    posts: [post],
    roles: [],
  }
}

function verifyIn(grid: string) {
  return { pack: 'city-events', posts: ['collector'], office: grid, person: undefined }
}

test('a task for a grid is offered in the community of the grid, and in no other', () => {
  const roleOf = () => 'grid_worker'
  expect(findOffer(callerIn(community), verifyIn('0702'), roleOf)).toBe(community)
  expect(findOffer(callerIn(community), verifyIn('0801'), roleOf)).toBeUndefined()
  expect(findOffer(callerIn(community), verifyIn('0702'), () => 'leader')).toBeUndefined()
})
