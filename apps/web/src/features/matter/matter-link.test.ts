import { expect, test } from 'vitest'
import { linksIn } from './matter-link.ts'

test('matters are linked by the envelope of a message and by a number, each once and none to itself', () => {
  const variables = {
    origins: [{ matter: 'one', number: 'JB-2026-000001' }],
    links: [
      { matter: 'two', number: 'CS-2026-000002', kind: 'whistle' },
      { matter: 'one', number: 'JB-2026-000001' },
    ],
    linked_matter: 'AJ-2026-000003',
    own: 'DC-2026-000009',
    note: '见 JB-2026-000777',
    paper: null,
  }
  expect(linksIn(variables, 'DC-2026-000009')).toEqual([
    { matter: 'one', number: 'JB-2026-000001', relation: 'origins' },
    { matter: 'two', number: 'CS-2026-000002', relation: 'links' },
    { matter: 'AJ-2026-000003', number: 'AJ-2026-000003', relation: 'linked_matter' },
  ])
})
