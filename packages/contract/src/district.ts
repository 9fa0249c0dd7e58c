import { Type } from 'typebox'
import { defineOperation } from './operation.ts'
import type { Operation } from './operation.ts'
import { Name, Wording } from './scalar.ts'

const Code = Type.String({ pattern: '^[0-9]{6}$', description: 'Division code of GB/T 2260' })
const ChineseName = Type.String({ minLength: 1, maxLength: 100 })
const EnglishName = Type.String({ maxLength: 100 })

/** A district of the installation. */
export const DistrictLine = Type.Object(
  {
    district: Type.Integer({ minimum: 1, description: 'Its number, which never changes' }),
    code: Code,
    name: Wording,
    /** In which its days begin and end, and the calendar its clocks run on: those of the whole country. */
    time_zone: Name,
    calendar: Name,
  },
  { $id: 'DistrictLine' },
)

export const listDistricts = defineOperation({
  id: 'district.list',
  method: 'GET',
  path: '/api/v1/districts',
  summary: { zh: '区县', en: 'The districts: all of them for the one that runs the installation' },
  answer: { kind: 'json', status: 200, schema: Type.Object({ rows: Type.Array(DistrictLine) }) },
})

export const enterDistrict = defineOperation({
  id: 'district.enter',
  method: 'POST',
  path: '/api/v1/districts',
  summary: {
    zh: '新增区县（由管理本系统的区县操作），一分钟内启用',
    en: 'Enter a district, as the one that runs the installation; it is at work within a minute',
  },
  body: Type.Object(
    { code: Code, name: ChineseName, name_en: Type.Optional(EnglishName) },
    { additionalProperties: false },
  ),
  answer: { kind: 'json', status: 201, schema: DistrictLine },
  errors: ['row_exists'],
})

export const changeDistrict = defineOperation({
  id: 'district.change',
  method: 'PATCH',
  path: '/api/v1/districts/{district}',
  summary: { zh: '修改区县代码或名称', en: 'Change the code or the names of a district' },
  params: Type.Object({ district: Type.Integer({ minimum: 1 }) }),
  body: Type.Object(
    { code: Type.Optional(Code), name: Type.Optional(ChineseName), name_en: Type.Optional(EnglishName) },
    { additionalProperties: false, minProperties: 1 },
  ),
  answer: { kind: 'json', status: 200, schema: DistrictLine },
  errors: ['resource_missing', 'row_exists'],
})

export const districtOperations = [
  listDistricts,
  enterDistrict,
  changeDistrict,
] as const satisfies readonly Operation[]
