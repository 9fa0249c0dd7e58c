import { expect, test } from 'vitest'
import { parseLegalDate } from '@duibiao/base'
import { aSheet, aSquare, describeOnBoth, importSheet, makeRegistrySites, sampleDay } from '@duibiao/testkit'
import { makeGridSource } from './grid-source.ts'

describeOnBoth('the area of a point', (open) => {
  const { filled } = makeRegistrySites(open)

  test('is one of the level that holds on the day, read anew when the areas were changed', async () => {
    const opened = await filled()
    const { database, district } = opened
    const split = parseLegalDate('2026-06-01')
    await importSheet(opened, [
      'areas',
      aSheet(
        '代码|名称|层级|失效日期|承继者|生效日期',
        '990101002|西海街道|街道|2026-06-01|990101003|',
        '990101003|新海街道|街道|||2026-06-01',
      ),
    ])
    const source = makeGridSource(database, { district, level: 'street' })
    expect(await source.find({ longitude: 121.5, latitude: 36.5 }, sampleDay)).toBe('990101002')
    expect(await source.find({ longitude: 121.5, latitude: 36.5 }, split)).toBeUndefined()
    const moved = aSheet('代码|名称|层级', '990101003|新海街道|街道').map((record) => ({
      ...record,
      geometry: aSquare(121, 1),
    }))
    await importSheet(opened, ['areas', moved])
    expect(await source.find({ longitude: 121.5, latitude: 36.5 }, split)).toBe('990101003')
    expect(await source.find({ longitude: 10, latitude: 36.5 }, split)).toBeUndefined()
  })
})
