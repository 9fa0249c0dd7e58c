import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf } from '@duibiao/base'
import { describeOnBoth, makeFixedClock } from '@duibiao/testkit'
import type { FixedClock, TestDatabase } from '@duibiao/testkit'
import { recipeRoutes } from './recipe-route.ts'
import type { Content } from './recipe-rule.ts'
import { openTestDesk } from './test-desk.ts'
import type { DeskPerson, TestDesk } from './test-desk.ts'
import { aRecipe } from './test-recipe.ts'

const first = { period: { from: '2026-04-01', to: '2026-06-30' } }
const later = { period: { from: '2026-07-01', to: '2026-09-30' } }

describeOnBoth('recipes', (open) => {
  let opened: TestDatabase
  let desk: TestDesk
  let clock: FixedClock

  beforeAll(async () => {
    opened = await open()
    clock = makeFixedClock(instantOf(Date.UTC(2026, 2, 2, 4)))
    desk = await openTestDesk({
      database: opened.database,
      now: () => clock.now(),
      packs: [],
      routes: recipeRoutes,
    })
  }, 120_000)

  afterAll(() => desk.close())

  function draft(recipe: string, change: Partial<Content> = {}, by: DeskPerson = 'analyst') {
    return desk.as(by).call('recipe.draft', { body: { recipe, content: aRecipe(change) } })
  }

  function propose(recipe: string, version = 1, revision = 1) {
    return desk.as('analyst').call('recipe.propose', { params: { recipe, version }, body: { revision } })
  }

  const firstSeen = { version: 1, revision: 1 }

  function approve(recipe: string, by: DeskPerson = 'mayor', { version, revision } = firstSeen) {
    return desk.as(by).call('recipe.approve', { params: { recipe, version }, body: { revision } })
  }

  function change(recipe: string, content: Content, { version, revision } = firstSeen) {
    const params = { recipe, version }
    return desk.as('analyst').call('recipe.change', { params, body: { revision, content } })
  }

  async function stateOf(recipe: string, version = 1) {
    const read = await desk.as('analyst').call('recipe.read', { params: { recipe, version } })
    return read.ok ? read.value.state : read.status
  }

  test('are drafted, changed, proposed and approved by somebody else, and each act stands in the audit', async () => {
    expect(await draft('climate')).toMatchObject({
      ok: true,
      value: { version: 1, revision: 1, findings: [] },
    })
    const changed = aRecipe({ shown: 'ranks' })
    expect(await change('climate', changed)).toMatchObject({ ok: true, value: { revision: 2 } })
    expect(await propose('climate', 1, 1)).toMatchObject({ problem: { code: 'precondition_failed' } })
    expect(await propose('climate', 1, 2)).toMatchObject({ ok: true })
    expect(await change('climate', changed, { version: 1, revision: 2 })).toMatchObject({
      problem: { code: 'recipe_not_ready' },
    })
    expect(await approve('climate', 'mayor', { version: 1, revision: 2 })).toMatchObject({ ok: true })
    const read = await desk.as('handler').call('recipe.read', { params: { recipe: 'climate', version: 1 } })
    expect(read).toMatchObject({
      value: {
        kind: 'index',
        state: 'approved',
        content: changed,
        is_frozen: false,
        proposed: { by: 'feng' },
        approved: { by: 'ma' },
      },
    })
    const events = await opened.database.query(
      `select kind, actor_name from audit_event where subject = 'climate' order by seq`,
    )
    expect(events).toEqual([
      { kind: 'recipe.drafted', actor_name: 'feng' },
      { kind: 'recipe.changed', actor_name: 'feng' },
      { kind: 'recipe.proposed', actor_name: 'feng' },
      { kind: 'recipe.approved', actor_name: 'ma' },
    ])
  })

  test('are approved by nobody who wrote in them, and not without a fresh proof of who it is [V7.5.1]', async () => {
    await draft('own', {}, 'secretary')
    await propose('own')
    expect(await approve('own', 'secretary')).toMatchObject({
      status: 403,
      problem: { code: 'recipe_own' },
    })
    expect(await approve('own', 'leader')).toMatchObject({
      problem: { code: 'reauthentication_required' },
    })
    expect(await approve('own', 'analyst')).toMatchObject({ problem: { code: 'permission_missing' } })
    expect(await stateOf('own')).toBe('proposed')
    // Nor past the application.
    const taken = opened.database.execute(
      `update recipe set state = 'approved', approver = 'bai', approved_by = 'bai', approved_at = now() where code = 'own'`,
    )
    await expect(taken).rejects.toMatchObject({ code: '23514' })
  })

  test('with faults are kept as drafts and told, and cannot be proposed', async () => {
    const limit = { name: { zh: '先进', en: 'Advanced' }, least: 90 }
    const faulty: Partial<Content> = {
      bands: { kind: 'scores', limits: [limit, limit] },
      steps: aRecipe().steps.slice(0, -1),
    }
    const drafted = await draft('faulty', faulty)
    const codes = ['ranking_missing', 'bands_alike']
    expect(drafted.ok && drafted.value.findings.map(({ code }) => code)).toEqual(codes)
    const refused = await propose('faulty')
    expect(refused).toMatchObject({ status: 422, problem: { code: 'recipe_refused' } })
    expect(refused.ok ? [] : refused.problem?.findings?.map(({ path }) => path)).toEqual(['/steps', '/bands'])
    expect(await stateOf('faulty')).toBe('draft')
  })

  test('are worked on one version at a time, and end with a reason', async () => {
    await draft('single')
    expect(await draft('single')).toMatchObject({ status: 409, problem: { code: 'recipe_open' } })
    const params = { recipe: 'single', version: 1 }
    const body = { revision: 1, reason: '指标口径待定' }
    expect(await desk.as('analyst').call('recipe.withdraw', { params, body })).toMatchObject({ ok: true })
    expect(await desk.as('analyst').call('recipe.withdraw', { params, body })).toMatchObject({
      problem: { code: 'recipe_not_ready' },
    })
    expect(await draft('single')).toMatchObject({ value: { version: 2 } })
    const read = await desk.as('analyst').call('recipe.read', { params })
    expect(read).toMatchObject({
      value: { state: 'withdrawn', end_reason: '指标口径待定', ended: { by: 'feng' } },
    })
  })

  test('are shown to who is judged once they are proposed, and not before', async () => {
    await draft('shown')
    const params = { recipe: 'shown', version: 1 }
    expect(await desk.as('handler').call('recipe.read', { params })).toMatchObject({ status: 404 })
    const before = await desk.as('handler').call('recipe.list', { query: { recipe: 'shown' } })
    await propose('shown')
    const after = await desk.as('handler').call('recipe.list', { query: { recipe: 'shown' } })
    expect([before, after].map((one) => (one.ok ? one.value.rows.length : one.status))).toEqual([0, 1])
    expect(await desk.as('resident').call('recipe.list', { query: {} })).toMatchObject({ status: 403 })
  })

  test('are listed page by page, none twice and none left out', async () => {
    const whole = await desk.as('analyst').call('recipe.list', { query: { limit: 200 } })
    const names: string[] = []
    let after: string | undefined
    do {
      const query = { limit: 2, ...(after !== undefined && { after }) }
      const page = await desk.as('analyst').call('recipe.list', { query })
      if (!page.ok) return expect.unreachable()
      names.push(...page.value.rows.map(({ recipe, version }) => `${recipe} ${version}`))
      after = page.value.next
    } while (after !== undefined)
    expect(names).toEqual(
      whole.ok ? whole.value.rows.map(({ recipe, version }) => `${recipe} ${version}`) : [],
    )
    expect(names).toContain('single 2')
  })

  test('are replaced by a later version of the same period, as long as that has not begun', async () => {
    await draft('renewed', first)
    await propose('renewed')
    await approve('renewed')
    expect(await change('renewed', aRecipe())).toMatchObject({
      status: 409,
      problem: { code: 'recipe_frozen', findings: [{ path: '/state', code: 'version_approved' }] },
    })
    await draft('renewed', { ...first, shown: 'ranks' })
    await propose('renewed', 2)
    expect(await approve('renewed', 'mayor', { version: 2, revision: 1 })).toMatchObject({ ok: true })
    expect([await stateOf('renewed', 1), await stateOf('renewed', 2)]).toEqual(['replaced', 'approved'])
  })

  test('hold for a person no place: neither as what is ranked nor as what follows', async () => {
    const content = aRecipe()
    for (const body of [
      { recipe: 'people', content: { ...content, units: 'person' } },
      { recipe: 'people', content: { ...content, consequence: '末位免职' } },
      { recipe: 'people', content: { ...content, bands: { kind: 'intervals', personnel: '代理' } } },
    ]) {
      const answer = await desk.application.inject({
        method: 'POST',
        url: '/api/v1/recipes',
        headers: { authorization: 'Bearer analyst' },
        payload: body,
      })
      expect(answer.statusCode).toBe(400)
      expect(answer.json().findings[0].path).toMatch(/^\/body\/content/)
    }
    expect(await stateOf('people')).toBe(404)
  })

  test('with a period that ends before it begins, or a step that is none, are not taken at all', async () => {
    const turned = await draft('turned', { period: { from: '2026-06-30', to: '2026-04-01' } })
    expect(turned).toMatchObject({
      status: 422,
      problem: { findings: [{ path: '/period/to', code: 'period_turned' }] },
    })
    const answer = await desk.application.inject({
      method: 'POST',
      url: '/api/v1/recipes',
      headers: { authorization: 'Bearer analyst' },
      payload: { recipe: 'turned', content: { ...aRecipe(), steps: [{ kind: 'guess' }] } },
    })
    expect(answer.statusCode).toBe(400)
    expect(await stateOf('turned')).toBe(404)
  })

  test('are frozen when their period begins: only a new version for a later period is taken', async () => {
    await draft('frozen', first)
    await propose('frozen')
    await draft('late', first)
    await propose('late')
    await approve('frozen')
    clock.jumpTo(instantOf(Date.UTC(2026, 3, 1, 4)))
    const begun = { code: 'recipe_frozen', findings: [{ path: '/period/from', code: 'period_begun' }] }
    expect(await change('frozen', aRecipe(later))).toMatchObject({ status: 409, problem: begun })
    const withdrawal = { params: { recipe: 'frozen', version: 1 }, body: { revision: 1, reason: '不合意' } }
    expect(await desk.as('mayor').call('recipe.withdraw', withdrawal)).toMatchObject({ problem: begun })
    // Nobody approves after the fact.
    expect(await approve('late')).toMatchObject({
      problem: { code: 'recipe_refused', findings: [{ code: 'period_begun' }] },
    })
    // Nor a way around: a version for days that are already spoken for.
    await draft('frozen', { period: { from: '2026-06-01', to: '2026-09-30' } })
    expect(await propose('frozen', 2)).toMatchObject({
      problem: { findings: [{ path: '/period/from', code: 'period_frozen' }] },
    })
    expect(await change('frozen', aRecipe(later), { version: 2, revision: 1 })).toMatchObject({ ok: true })
    expect(await propose('frozen', 2, 2)).toMatchObject({ ok: true })
    expect(await approve('frozen', 'mayor', { version: 2, revision: 2 })).toMatchObject({ ok: true })
    expect([await stateOf('frozen', 1), await stateOf('frozen', 2)]).toEqual(['approved', 'approved'])
    const listed = await desk.as('leader').call('recipe.list', { query: { recipe: 'frozen' } })
    expect(listed.ok && listed.value.rows.map((row) => row.is_frozen)).toEqual([false, true])
  })

  test('cannot be changed past the application either, once they were proposed', async () => {
    const changes = [
      `update recipe set content = '{}' where code = 'frozen' and version = 1`,
      `update recipe set begins_on = begins_on + 100, ends_on = ends_on + 100 where code = 'frozen' and version = 1`,
      `update recipe set state = 'draft', approved_at = null, approved_by = null, approver = null where code = 'frozen'`,
    ]
    for (const text of changes) {
      await expect(opened.database.execute(text)).rejects.toMatchObject({ code: '42501' })
    }
  })
})
