import { describe, expect, test } from 'vitest'
import { findBinding, keyOf } from './key-binding.ts'
import type { KeyBinding } from './key-binding.ts'

function aKey(key: string, what = key, isEverywhere = false): KeyBinding {
  return { key, what, run: () => {}, isEverywhere }
}
const plain = { ctrlKey: false, metaKey: false, altKey: false }

describe('keys of a screen', () => {
  test('Ctrl and Command are one', () => {
    expect(keyOf({ ...plain, key: 'K', ctrlKey: true })).toBe('mod+k')
    expect(keyOf({ ...plain, key: 'k', metaKey: true })).toBe('mod+k')
  })
  test('the inner screen goes before what is around it', () => {
    const bindings = [aKey('Enter', 'outer'), aKey('Enter', 'inner')]
    expect(findBinding(bindings, { ...plain, key: 'Enter' }, false)?.what).toBe('inner')
  })
  test('letters are letters while somebody types, except those that work everywhere', () => {
    const bindings = [aKey('j'), aKey('mod+k', 'palette', true)]
    expect(findBinding(bindings, { ...plain, key: 'j' }, true)).toBeUndefined()
    expect(findBinding(bindings, { ...plain, key: 'k', ctrlKey: true }, true)?.what).toBe('palette')
  })
})
