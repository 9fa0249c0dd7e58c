import { expect, test } from 'vitest'
import { findPasswordFault } from './new-password.ts'

test('a new password has eight characters at least, whatever they are, and is typed twice alike', () => {
  expect(findPasswordFault({ first: '七个汉字的口令', again: '七个汉字的口令' })).toEqual({ first: 'short' })
  expect(findPasswordFault({ first: '八个汉字就可以了', again: '八个汉字就可以了' })).toEqual({})
  expect(findPasswordFault({ first: 'a'.repeat(129), again: 'a'.repeat(129) })).toEqual({ first: 'long' })
  expect(findPasswordFault({ first: 'lantern-heron', again: 'lantern-herom' })).toEqual({ again: 'other' })
})
