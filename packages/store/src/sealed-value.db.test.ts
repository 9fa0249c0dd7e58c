import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { opens } from '@duibiao/kernel'
import { describeOnBoth, openSampleEngine } from '@duibiao/testkit'
import { sha256 } from './digest.ts'
import { verifyLedger } from './ledger.ts'
import { receiptOf } from './order.ts'
import { eraseSealedValue, readSealedValues, sealValue } from './sealed-value.ts'

const random = (length: number) => new Uint8Array(randomBytes(length))

describeOnBoth('personal data', (open) => {
  test('a personal value is erased and the record stays whole', async () => {
    const opened = await open()
    const { engine, clock } = await openSampleEngine(opened)
    const { district } = engine.setting
    const { commitment, personal } = sealValue('13800000000', 3, { now: clock.now(), random })
    const variables = { phone: commitment, text: '路灯不亮' }
    const answer = await engine.start({
      procedure: 'sample',
      variables,
      personal: [personal],
      key: 'one',
      actor: {},
    })
    const { matter } = receiptOf(answer)
    const [kept] = await readSealedValues(opened.database, district, matter)
    if (kept === undefined) return expect.unreachable()
    expect(kept).toMatchObject({ id: commitment.sealed, level: 3, value: '13800000000' })
    expect(opens(commitment, kept, sha256.digest)).toBe(true)
    const stored = await opened.database.query(
      'select body from entry union all select data from matter_data',
    )
    expect(JSON.stringify(stored)).not.toContain('13800000000')
    expect(await eraseSealedValue(opened.database, district, kept.id)).toBe(true)
    expect(await eraseSealedValue(opened.database, district, kept.id)).toBe(false)
    expect(await readSealedValues(opened.database, district, matter)).toEqual([])
    expect(await verifyLedger(opened.database, district)).toMatchObject({ ok: true })
  })
})
