import { expect, test } from 'vitest'
import { auditKinds } from '@duibiao/contract'
import { knownKinds } from './audit-kind.ts'
import en from './text.en.json' with { type: 'json' }
import zh from './text.zh.json' with { type: 'json' }

test('everything that the audit tells of can be looked for, and has a name in both languages', () => {
  expect(knownKinds.toSorted()).toEqual([...auditKinds].toSorted())
  for (const { kind } of [zh, en]) {
    const named = Object.entries(kind).flatMap(([thing, deeds]) =>
      Object.keys(deeds).map((deed) => `${thing}.${deed}`),
    )
    expect(named.toSorted()).toEqual([...auditKinds].toSorted())
  }
})
