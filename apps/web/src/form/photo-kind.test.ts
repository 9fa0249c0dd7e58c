import { expect, test } from 'vitest'
import { photoKindOf, shrunkSize } from './photo-kind.ts'

function bytes(...parts: readonly (string | number)[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'number' ? [part] : Array.from(part, (one) => one.charCodeAt(0)),
    ),
  )
}

test('a picture is known by its first bytes', () => {
  expect(photoKindOf(bytes(0xff, 0xd8, 0xff, 0xe0))).toBe('jpeg')
  expect(photoKindOf(bytes(0x89, 'PNG', 0x0d))).toBe('png')
  expect(photoKindOf(bytes('RIFF', 0, 0, 0, 0, 'WEBP'))).toBe('webp')
  expect(photoKindOf(bytes(0, 0, 0, 0x18, 'ftypheic'))).toBe('heic')
})

test('what is no picture is none, whatever it is called', () => {
  expect(photoKindOf(bytes('%PDF-1.7'))).toBeUndefined()
  expect(photoKindOf(bytes(0, 0, 0, 0x18, 'ftypisom'))).toBeUndefined()
  expect(photoKindOf(new Uint8Array())).toBeUndefined()
})

test('a photo is made smaller and never larger', () => {
  expect(shrunkSize({ width: 5120, height: 1280 })).toEqual({ width: 2560, height: 640 })
  expect(shrunkSize({ width: 800, height: 600 })).toEqual({ width: 800, height: 600 })
})
