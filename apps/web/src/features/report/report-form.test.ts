import { expect, test } from 'vitest'
import type { FormAnswer } from '../../form/form-definition.ts'
import { orderForReport, variablesOf } from './report-form.ts'

function field(name: string, widget: string, order: number) {
  return { name, widget, order, level: 'internal' as const, choices: [] }
}

const form: FormAnswer = {
  id: 'report',
  schema: {
    required: ['description'],
    properties: { description: {}, place: {}, grid: {}, longitude: {}, latitude: {}, photos: {} },
  },
  fields: [
    field('description', 'textarea', 1),
    field('code', 'code', 2),
    field('place', 'place', 3),
    field('grid', 'grid', 4),
    field('longitude', 'number', 5),
    field('latitude', 'number', 6),
    field('photos', 'photos', 7),
    field('phone', 'phone', 8),
  ],
  texts: {},
}

test('people are asked for pictures, where and what, in this order, and for nothing that the map or the offices know', () => {
  const { fields } = orderForReport(form)
  const names = fields.toSorted((one, other) => one.order - other.order).map(({ name }) => name)
  expect(names).toEqual(['photos', 'place', 'description', 'phone'])
})

test('a point is sent with its grid, and named where nobody wrote where it is', () => {
  const spot = { longitude: 117.1, latitude: 36.2, area: 'g-1', isGrid: true, path: ['北桥街道', '第1网格'] }
  const sent = variablesOf(form, { description: '路灯不亮' }, spot)
  expect(sent).toEqual({
    description: '路灯不亮',
    place: '北桥街道 第1网格',
    grid: 'g-1',
    longitude: 117.1,
    latitude: 36.2,
  })
  expect(variablesOf(form, { place: '菜场北门' }, spot)).toMatchObject({ place: '菜场北门' })
})

test('a community that no field takes stands in words before what was written', () => {
  const spot = { area: 'c-1', isGrid: false, path: ['北桥街道', '北桥社区'] }
  expect(variablesOf(form, { place: '菜场北门' }, spot)).toEqual({ place: '北桥街道 北桥社区 菜场北门' })
  expect(variablesOf(form, { place: '菜场北门' }, undefined)).toEqual({ place: '菜场北门' })
})
