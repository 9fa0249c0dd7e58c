import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf, millisecondsPerDay, millisecondsPerMinute, parseDistrictId } from '@duibiao/base'
import { readPackFiles } from '@duibiao/packfile'
import type { Pack } from '@duibiao/packfile'
import { claimTriageTraining, enterDistrict, listTriageModels, listTriageTrainings } from '@duibiao/store'
import type { TriageModel } from '@duibiao/store'
import { changePack, describeOnBoth, makeFixedClock, replaceText, shippedPack } from '@duibiao/testkit'
import type { FixedClock, TestDatabase } from '@duibiao/testkit'
import { openTestDesk } from './test-desk.ts'
import type { TestDesk } from './test-desk.ts'
import { addConfirmed, makeConfirmed, poison } from './test-triage.ts'
import { openTenant } from './tenant.ts'
import type { Tenant } from './tenant.ts'
import { newPackOf } from './district-pack.ts'
import { findTriageModel } from './triage-model.ts'
import { triageModelRoutes } from './triage-model-route.ts'
import { triageTexts } from './triage-rule.ts'
import { makeTriageTraining } from './triage-training.ts'

const minute = millisecondsPerMinute

function aPack(change = replaceText('version: 0.1.0', 'version: 0.1.0')): Pack {
  const { pack, findings } = readPackFiles(changePack(shippedPack('hotline'), { 'pack.yaml': change }))
  if (pack === undefined) throw new Error(findings.map(({ en }) => en).join('\n'))
  return pack
}

describeOnBoth('the models of a district', (open) => {
  let opened: TestDatabase
  let desk: TestDesk
  let tenant: Tenant
  let clock: FixedClock

  beforeAll(async () => {
    opened = await open()
    clock = makeFixedClock(instantOf(Date.UTC(2026, 0, 20)))
    const setting = { now: () => clock.now(), packs: [aPack()], routes: triageModelRoutes }
    desk = await openTestDesk({ database: opened.database, ...setting })
    tenant = desk.tenant
  }, 120_000)

  afterAll(() => desk.close())

  /** Another server process on the same database. */
  async function openOther(): Promise<Tenant> {
    const { district, now, random, secrets, signIn } = tenant
    return openTenant({ database: opened.database, district, now, random, secrets, signIn })
  }

  /** Of two categories only, so that there is something left to learn. */
  const two = makeConfirmed(300).filter((_, index) => index % 4 < 2)

  function makeJob(of = tenant) {
    return makeTriageTraining({ tenant: of, database: of.database })
  }

  async function runAfter(span: number, job = makeJob()): Promise<readonly TriageModel[]> {
    clock.jumpTo(instantOf(clock.now() + span))
    await job.run(() => false)
    return listTriageModels(tenant.database, tenant.district, 'hotline')
  }

  async function firstFor(of: Tenant, subject: string): Promise<string | undefined> {
    const model = await findTriageModel(of, 'hotline')
    return model?.classifier.suggest(triageTexts(model.triage, { subject }), model.triage.open).choices[0]
      ?.category
  }

  test('begin with the names of the categories: suggestions on the first day, none of them sure', async () => {
    expect(await findTriageModel(tenant, 'hotline')).toBeUndefined()
    expect(await findTriageModel(tenant, 'none')).toBeUndefined()
    const [model] = await runAfter(0)
    expect(model).toMatchObject({ version: 1, state: 'current', reason: 'first', learnt: 0, held: 0 })
    expect(await firstFor(tenant, '楼下路灯坏了，晚上很黑')).toBe('路灯不亮')
    const asked = await findTriageModel(tenant, 'hotline')
    const { doubts = [] } = asked?.classifier.suggest({ subject: '路灯不亮' }) ?? {}
    expect(doubts.map(({ kind }) => kind)).toContain('close')
  })

  test('learn once enough was confirmed, and not before; a matter is confirmed when it was dispatched', async () => {
    await addConfirmed(opened.database, tenant.district, two.slice(0, 99))
    await opened.database.execute(`update matter_listing set office_id = null where matter_id in (
      select matter_id from matter_listing order by matter_id limit 3)`)
    // Nor is one that a model dispatched, as long as it stands.
    await opened.database
      .execute(`insert into automatic_dispatch (district_id, matter_id, pack, task_id, element, seq, model,
        category, office, probability, dispatched_at, take_back_until)
      select 1, matter_id, 'hotline', 1, 'accept', 2, 1, category, 'o1', 0.99, now(), now()
      from matter_listing where office_id is not null order by matter_id limit 2`)
    const job = makeJob()
    expect(await runAfter(0, job)).toHaveLength(1)
    await addConfirmed(opened.database, tenant.district, two.slice(99, 105))
    // It is not looked at every turn.
    expect(await runAfter(minute, job)).toHaveLength(1)
    const [model, before] = await runAfter(10 * minute, job)
    expect(model).toMatchObject({ version: 2, state: 'current', reason: 'better', rival: 1 })
    expect((model?.learnt ?? 0) + (model?.held ?? 0)).toBe(100)
    expect(before).toMatchObject({ version: 1, state: 'replaced', isKept: true })
    const [own, rival] = [model?.score, model?.rivalScore].map((text) => JSON.parse(text ?? '{}'))
    expect(own.asked).toBe(rival.asked)
    expect(own.macroF1).toBeGreaterThan(rival.macroF1)
    expect(await runAfter(10 * minute, job)).toHaveLength(2)
  })

  test('that another process trained are asked by this one from then on', async () => {
    const other = await openOther()
    expect((await findTriageModel(other, 'hotline'))?.version).toBe(2)
    await addConfirmed(opened.database, tenant.district, makeConfirmed(400, 300))
    await runAfter(10 * minute, makeJob(other))
    const [last] = await listTriageModels(tenant.database, tenant.district, 'hotline')
    expect(last).toMatchObject({ version: 3, state: 'current' })
    expect((await findTriageModel(tenant, 'hotline'))?.version).toBe(3)
    expect((await findTriageModel(other, 'hotline'))?.version).toBe(3)
  })

  test('stay in place when labels are poisoned, and the one that was refused is told with both scores', async () => {
    await addConfirmed(opened.database, tenant.district, poison(makeConfirmed(300, 700), 5))
    const [refused, current] = await runAfter(10 * minute)
    expect(refused).toMatchObject({
      version: 4,
      state: 'refused',
      reason: 'not_better',
      rival: 3,
      isKept: false,
    })
    expect(current).toMatchObject({ version: 3, state: 'current' })
    expect((await findTriageModel(tenant, 'hotline'))?.version).toBe(3)
    expect(refused?.score).toBeDefined()
    expect(refused?.rivalScore).toBeDefined()
  })

  test('are trained for who asks, once, also when the process that began was cut off', async () => {
    const administrator = desk.as('administrator')
    const asked = await administrator.call('triage_model.train', { params: { pack: 'hotline' } })
    expect(asked).toMatchObject({ ok: true })
    const { database, district } = tenant
    const claim = { pack: 'hotline', at: clock.now(), lease: minute }
    expect(await claimTriageTraining(database, district, claim)).toBe(true)
    // While somebody else is at it, nobody begins it a second time.
    expect(await runAfter(minute)).toHaveLength(4)
    const [waiting] = await listTriageTrainings(database, district)
    expect(waiting).toMatchObject({ askedBy: 'ding', askedAt: expect.any(Number) })
    const [done] = await runAfter(10 * minute)
    expect(done?.version).toBe(5)
    const [after] = await listTriageTrainings(database, district)
    expect(after).toMatchObject({ askedAt: undefined, claimedAt: undefined })
  })

  test('of a training that is stopped nothing is lost: whoever comes next does it', async () => {
    await desk.as('administrator').call('triage_model.train', { params: { pack: 'hotline' } })
    let looks = 0
    await makeJob().run(() => ++looks > 1)
    const { database, district } = tenant
    expect(await listTriageModels(database, district, 'hotline')).toHaveLength(5)
    const [waiting] = await listTriageTrainings(database, district)
    expect(waiting).toMatchObject({ askedAt: expect.any(Number), claimedAt: undefined })
    expect(await runAfter(0)).toHaveLength(6)
  })

  test('can be taken back with a reason that is kept, and a process with the other one in memory heeds it', async () => {
    const other = await openOther()
    const current = (await findTriageModel(other, 'hotline'))?.version
    const administrator = desk.as('administrator')
    const body = { reason: '新版把占道经营判错太多' }
    const params = { pack: 'hotline', version: 2 }
    expect(current).not.toBe(2)
    expect(await administrator.call('triage_model.take_back', { params, body })).toMatchObject({ ok: true })
    expect((await findTriageModel(other, 'hotline'))?.version).toBe(2)
    expect((await findTriageModel(tenant, 'hotline'))?.version).toBe(2)
    const listed = await administrator.call('triage_model.list', {})
    const versions = listed.ok ? (listed.value.rows[0]?.versions ?? []) : []
    expect(versions.filter(({ state }) => state === 'current')).toMatchObject([
      { version: 2, reason: 'taken_back', used_by: 'ding', used_reason: body.reason },
    ])
    const [event] = await opened.database.query(
      `select actor_name, subject from audit_event where kind = 'triage_model.taken_back'`,
    )
    expect(event).toMatchObject({ actor_name: 'ding', subject: 'hotline' })
    // The one in use, one that never was, one that is not there.
    const refusals = [2, 4, 99].map((version) =>
      administrator.call('triage_model.take_back', { params: { ...params, version }, body }),
    )
    expect(await Promise.all(refusals)).toMatchObject([
      { problem: { code: 'model_not_kept' } },
      { problem: { code: 'model_not_kept' } },
      { problem: { code: 'resource_missing' } },
    ])
  })

  test('are shown to who may see matters with the matters behind an error, to others without', async () => {
    const given = { params: { pack: 'hotline', version: 4 } }
    const [seen, unseen, refused] = await Promise.all(
      (['clerk', 'administrator', 'handler'] as const).map((name) =>
        desk.as(name).call('triage_model.read', given),
      ),
    )
    const pairs = seen?.ok === true ? seen.value.pairs : []
    expect(pairs.length).toBeGreaterThan(0)
    expect(pairs[0]?.matters.length).toBeGreaterThan(0)
    expect(pairs[0]?.matters[0]?.number).toMatch(/^JB-/)
    const same = unseen?.ok === true ? unseen.value.pairs : []
    expect(same.map(({ truth, answer, count }) => [truth, answer, count])).toEqual(
      pairs.map(({ truth, answer, count }) => [truth, answer, count]),
    )
    expect(same.flatMap(({ matters }) => matters)).toEqual([])
    expect(refused).toMatchObject({ status: 403 })
    expect(await desk.as('clerk').call('triage_model.train', { params: { pack: 'hotline' } })).toMatchObject({
      status: 403,
    })
    expect(
      await desk.as('clerk').call('triage_model.read', { params: { pack: 'hotline', version: 1 } }),
    ).toMatchObject({ problem: { code: 'resource_missing' } })
  })

  test('of other districts are never met: their matters teach nothing here', async () => {
    const district = parseDistrictId(2)
    await enterDistrict(opened.database, { district, code: '110002', name: '他区' })
    await addConfirmed(opened.database, district, makeConfirmed(200, 2000))
    const before = await listTriageModels(tenant.database, tenant.district)
    const { now, random, secrets, signIn } = tenant
    const other = await openTenant({
      database: opened.database,
      district,
      now,
      random,
      secrets,
      signIn,
      firstPacks: () => [aPack()],
    })
    await makeJob(other).run(() => false)
    const [own] = await listTriageModels(other.database, district)
    expect(own).toMatchObject({ version: 1 })
    expect((own?.learnt ?? 0) + (own?.held ?? 0)).toBe(200)
    expect(await listTriageModels(tenant.database, tenant.district)).toEqual(before)
    // Even a statement that names the other district reads nothing of it.
    expect(await listTriageModels(tenant.database, district)).toEqual([])
  })

  test('no longer suggest a category that the pack gave up, name it as a doubt, and are trained anew', async () => {
    const next = aPack(replaceText('version: 0.1.0', 'version: 0.1.1'))
    const files = new Map(next.source.files)
    const list = new TextDecoder().decode(files.get('codes/category.csv'))
    const left = list.split('\n').filter((line) => !line.includes('路灯不亮'))
    files.set('codes/category.csv', new TextEncoder().encode(left.join('\n')))
    const { pack } = readPackFiles({ ...next.source, files })
    if (pack === undefined) return expect.unreachable()
    expect(await firstFor(tenant, '东街路灯不亮')).toBe('路灯不亮')
    await tenant.library.installPacks([newPackOf(pack)], { at: clock.now(), by: 'test' })
    const model = await findTriageModel(tenant, 'hotline')
    const told = model?.classifier.suggest({ subject: '东街路灯不亮' }, model.triage.open)
    expect(told?.doubts).toContainEqual({ kind: 'category_removed', category: '路灯不亮' })
    expect(told?.choices.map(({ category }) => category)).not.toContain('路灯不亮')
    const [last] = await runAfter(10 * minute)
    expect(last).toMatchObject({ state: 'current' })
    expect(JSON.parse(last?.score ?? '{}').asked).toBeGreaterThan(0)
    const { doubts = [] } =
      (await findTriageModel(tenant, 'hotline'))?.classifier.suggest(
        { subject: '东街路灯不亮' },
        model?.triage.open,
      ) ?? {}
    expect(doubts.map(({ kind }) => kind)).not.toContain('category_removed')
  })

  test('are trained after some days with anything new, however little', async () => {
    const before = await runAfter(0)
    const number = 3000
    await addConfirmed(
      opened.database,
      tenant.district,
      makeConfirmed(1, number).map((one) => ({ ...one, openedAt: clock.now() })),
    )
    expect(await runAfter(6 * millisecondsPerDay)).toHaveLength(before.length)
    expect(await runAfter(millisecondsPerDay)).toHaveLength(before.length + 1)
    // Nothing came since.
    expect(await runAfter(8 * millisecondsPerDay)).toHaveLength(before.length + 1)
  })
})
