import { expect, test } from 'vitest'
import { describeOnBoth, openSampleEngine } from '@duibiao/testkit'
import { countMatters, listMatters } from './matter-list.ts'
import { receiptOf } from './order.ts'

describeOnBoth('lists', (open) => {
  test('matters are listed page by page, the newest first, and counted by status', async () => {
    const opened = await open()
    const { engine, clock } = await openSampleEngine(opened)
    const { district } = engine.setting
    for (let index = 0; index < 7; index += 1) {
      await clock.advance(1000)
      const key = `start:${index}`
      const { matter } = receiptOf(
        await engine.start({ procedure: 'sample', title: `${index}`, key, actor: {} }),
      )
      if (index % 3 === 0)
        await engine.act(matter, { kind: 'cancel', reason: 'x' }, { key: `c:${index}`, actor: {} })
    }
    const first = await listMatters(opened.database, district, { limit: 4 })
    expect(first.map(({ title }) => title)).toEqual(['6', '5', '4', '3'])
    const last = first.at(-1)
    const rest = await listMatters(opened.database, district, {
      limit: 4,
      ...(last && { after: last.matter }),
    })
    expect(rest.map(({ title }) => title)).toEqual(['2', '1', '0'])
    const openOnes = await listMatters(opened.database, district, { open: true })
    expect(openOnes.map(({ title }) => title)).toEqual(['5', '4', '2', '1'])
    expect(await countMatters(opened.database, district)).toMatchObject({
      open: 4,
      cancelled: 3,
      completed: 0,
    })
  })
})
