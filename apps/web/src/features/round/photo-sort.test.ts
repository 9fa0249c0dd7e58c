import { expect, test } from 'vitest'
import { sortPhotos } from './photo-sort.ts'

test('pictures stand before or after by the field that names them, and those of a check in neither', () => {
  const photos = ['hole', 'repaired', 'seen', 'added'].map((id) => ({ id }))
  const variables = {
    photos: ['hole'],
    photos_after: ['repaired'],
    verify_photos: ['seen'],
    description: '坑',
  }
  const { before, after } = sortPhotos(photos, variables)
  expect(before.map(({ id }) => id)).toEqual(['hole', 'added'])
  expect(after.map(({ id }) => id)).toEqual(['repaired'])
})

test('a matter without pictures has none on either side, whatever stands in its fields', () => {
  expect(sortPhotos([], { photos_after: 'b.jpg' })).toEqual({ before: [], after: [] })
})
