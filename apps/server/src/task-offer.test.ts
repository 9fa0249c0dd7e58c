import { expect, test } from 'vitest'
import type { Caller, HeldPost } from './caller.ts'
import type { PostHolder } from './post-holder.ts'
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
  return { pack: 'city-events', posts: ['collector'], office: grid, person: undefined, matter: nowhere }
}

const nowhere = { office: undefined, sights: [] }

test('a task for a grid is offered in the community of the grid, and in no other', () => {
  const holderOf = () => ({ role: 'grid_worker' })
  expect(findOffer(callerIn(community), verifyIn('0702'), holderOf)).toBe(community)
  expect(findOffer(callerIn(community), verifyIn('0801'), holderOf)).toBeUndefined()
  expect(findOffer(callerIn(community), verifyIn('0702'), () => ({ role: 'leader' }))).toBeUndefined()
})

const street: HeldPost = {
  post: 'street-3:duty',
  name: '值班负责人',
  role: 'street_dispatcher',
  office: 'street-office-3',
  officeName: '三道街道办事处',
  officeKind: 'street_office',
  offices: ['street-office-3', 'community-07'],
  area: 's3',
  grids: [],
}

const role = 'street_dispatcher'

test.each<readonly [holder: PostHolder, matter: { office: string | undefined; sights: string[] }, boolean]>([
  [{ role }, { office: undefined, sights: ['a:s9'] }, true],
  [{ role, within: 'area' }, { office: undefined, sights: ['a:s3', 'a:c7'] }, true],
  [{ role, within: 'area' }, { office: undefined, sights: ['a:s9'] }, false],
  // Nobody knows where it is: every street sees it.
  [{ role, within: 'area' }, { office: undefined, sights: ['o:x'] }, true],
  [{ role, within: 'lead' }, { office: 'street-office-3', sights: [] }, true],
  [{ role, within: 'lead' }, { office: 'community-07', sights: [] }, true],
  [{ role, within: 'lead' }, { office: 'water', sights: [] }, false],
  [{ role, within: 'lead' }, { office: undefined, sights: [] }, true],
  [{ role, within: 'district' }, { office: 'water', sights: ['a:s9'] }, true],
  [{ role, officeKinds: ['street_office'] }, { office: undefined, sights: [] }, true],
  [{ role, officeKinds: ['department'] }, { office: undefined, sights: [] }, false],
  [{ role, offices: ['street-office-3'] }, { office: undefined, sights: [] }, true],
  [{ role, offices: ['street-office-4'] }, { office: undefined, sights: [] }, false],
  [{}, { office: undefined, sights: [] }, false],
])('a task without an office, held as %j, of a matter %j: %s', (holder, matter, isOffered) => {
  const task = { pack: 'whistle', posts: ['street-duty'], office: undefined, person: undefined, matter }
  expect(findOffer(callerIn(street), task, () => holder) === street).toBe(isOffered)
})
