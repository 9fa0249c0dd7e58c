import { afterAll, beforeAll, expect, test } from 'vitest'
import { instantOf } from '@duibiao/base'
import { findProofFault, readHeads } from '@duibiao/kernel'
import { readPackFiles } from '@duibiao/packfile'
import { generateSigner, sealEntries, verificationPort } from '@duibiao/store'
import { describeOnBoth, makeFixedClock, shippedPack } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { documentRoutes } from './document-route.ts'
import { ledgerRoutes } from './ledger-route.ts'
import { openTestDesk } from './test-desk.ts'
import type { DeskPerson, TestDesk } from './test-desk.ts'
import { readHeads as standaloneHeads, verifyProof } from '../../../tools/verify-ledger.mjs'

const day = 24 * 3_600_000

describeOnBoth('how a matter went', (open) => {
  let desk: TestDesk
  let clock: FixedClock
  let count = 0

  beforeAll(async () => {
    const opened = await open()
    clock = makeFixedClock()
    const { pack } = readPackFiles(shippedPack('hotline'))
    if (pack === undefined) throw new Error('the pack has faults')
    const routes = [...ledgerRoutes, ...documentRoutes]
    desk = await openTestDesk({ database: opened.database, now: () => clock.now(), packs: [pack], routes })
  }, 120_000)

  afterAll(() => desk.close())

  function aKey(): string {
    count += 1
    return `record-${count}-key`
  }

  async function dispatched(more: Record<string, unknown> = {}): Promise<string> {
    const body = { pack: 'hotline', title: '水压不足', variables: { subject: '水压不足' } }
    const started = await desk.as('clerk').call('matter.start', { body, key: aKey() })
    if (!started.ok) throw new Error(JSON.stringify(started.problem))
    const { id: matter } = started.value
    const page = await desk.as('clerk').call('matter.read', { params: { matter } })
    const task = page.ok ? (page.value.tasks[0]?.task ?? 0) : 0
    const fields = {
      channel_in: 'phone',
      demand_type: 'complaint',
      urgency: 'ordinary',
      receiver_kind: 'utility',
    }
    const variables = { ...fields, units: ['water'], unit: 'water', ...more }
    const command = { kind: 'completeTask', task, variables } as const
    const done = await desk.as('clerk').call('matter.act', { params: { matter }, body: command, key: aKey() })
    if (!done.ok) throw new Error(JSON.stringify(done.problem))
    return matter
  }

  async function procedureOf(matter: string, as: DeskPerson = 'handler') {
    const answer = await desk.as(as).call('matter.procedure', { params: { matter } })
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem))
    const [own] = answer.value.rows
    if (own === undefined) throw new Error('no procedure')
    return own
  }

  async function print(as: DeskPerson, matter: string, document: string) {
    const url = `/api/v1/matters/${matter}/documents/${document}`
    const headers = { authorization: `Bearer ${as}`, 'accept-language': 'zh' }
    return desk.application.inject({ url, headers })
  }

  test('the procedure is shown with where it stands and what was passed', async () => {
    const matter = await dispatched()
    const own = await procedureOf(matter)
    expect(own).toMatchObject({ procedure: 'hotline', pack: 'hotline' })
    expect(own.bpmn).toContain('<userTask id="sign_in"')
    expect(own.positions.find(({ element }) => element === 'sign_in')).toMatchObject({
      tasks: 1,
      is_overdue: false,
      name: { zh: '签收' },
    })
    expect(own.visited.find(({ element }) => element === 'accept')).toMatchObject({ times: 1 })
    expect(await desk.as('stranger').call('matter.procedure', { params: { matter } })).toMatchObject({
      status: 404,
    })
  })

  test('what is late is marked, and an ended matter keeps its picture', async () => {
    const matter = await dispatched()
    clock.jumpTo(instantOf(clock.now() + 40 * day))
    expect((await procedureOf(matter)).positions.some(({ is_overdue: isLate }) => isLate)).toBe(true)
    const body = { kind: 'cancel', reason: '诉求人撤回' } as const
    const ended = await desk.as('clerk').call('matter.act', { params: { matter }, body, key: aKey() })
    expect(ended).toMatchObject({ ok: true })
    const own = await procedureOf(matter, 'clerk')
    expect(own.positions).toEqual([])
    expect(own.visited.length).toBeGreaterThan(0)
    const page = await desk.as('clerk').call('matter.read', { params: { matter } })
    expect(page).toMatchObject({ value: { variables: { subject: '水压不足' } } })
  })

  test('an entry is proved in the form the stand-alone verifier reads, once it is sealed', async () => {
    const matter = await dispatched()
    const params = { matter, seq: 2 }
    expect(await desk.as('handler').call('matter.proof', { params, query: {} })).toMatchObject({
      status: 409,
      problem: { code: 'entry_not_sealed' },
    })
    const { database, district } = desk.tenant
    const { signer } = generateSigner()
    await sealEntries(database, district, { signer, at: clock.now() })
    const answer = await desk.as('handler').call('matter.proof', { params, query: {} })
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem))
    const head = await desk.as('nobody').call('ledger.checkpoint', {})
    if (!head.ok) throw new Error(JSON.stringify(head.problem))
    const heads = readHeads(head.value.head ?? '')
    const anchor = { keys: head.value.keys.map(({ id }) => id), heads }
    expect(heads).toHaveLength(1)
    const proof = JSON.parse(JSON.stringify(answer.value))
    expect(findProofFault(proof, verificationPort, anchor)).toBeUndefined()
    proof.entry.input.variables.unit = 'parks'
    expect(findProofFault(proof, verificationPort, anchor)).toMatchObject({ kind: 'changed' })
    expect(JSON.stringify(head.value)).not.toContain(matter)
  })

  test('the answer alone, with the public head, is what the stand-alone verifier needs, also when more was sealed since', async () => {
    const matter = await dispatched()
    const { database, district } = desk.tenant
    const { signer } = generateSigner()
    await sealEntries(database, district, { signer, at: clock.now() })
    await dispatched()
    await sealEntries(database, district, { signer, at: clock.now() })
    const { head, checkpoint } = (await desk.application.inject('/api/v1/ledger/checkpoint')).json()
    const url = `/api/v1/matters/${matter}/entries/2/proof`
    const headers = { authorization: 'Bearer handler' }
    async function verdictOf(query: Readonly<Record<string, string>>) {
      const answer = await desk.application.inject({ url, headers, query: { ...query } })
      // As it came over the wire, without a word of the database.
      return verifyProof(answer.body, { heads: standaloneHeads(head), keys: [signer.key.id] })
    }
    expect(await verdictOf({ checkpoint: String(checkpoint.number) })).toMatchObject({ ok: true, matter })
    // Sealed by the one before: that has another head.
    expect(await verdictOf({})).toMatchObject({ ok: false, fault: { kind: 'head_differs' } })
    const early = await desk.as('handler').call('matter.proof', {
      params: { matter, seq: 2 },
      query: { checkpoint: checkpoint.number - 2 },
    })
    expect(early).toMatchObject({ status: 409, problem: { code: 'entry_not_sealed' } })
  })

  test('an entry as it was written is for those only from whom nothing of it is kept [V8.2.3]', async () => {
    const matter = await dispatched({ keep_secret: true })
    const params = { matter, seq: 2 }
    expect(await desk.as('handler').call('matter.proof', { params, query: {} })).toMatchObject({
      status: 403,
    })
    expect(await desk.as('analyst').call('matter.proof', { params, query: {} })).toMatchObject({
      status: 403,
    })
    expect(await desk.as('stranger').call('matter.proof', { params, query: {} })).toMatchObject({
      status: 404,
    })
    expect(await desk.as('clerk').call('matter.proof', { params, query: {} })).not.toMatchObject({
      status: 403,
    })
    const never = { matter, seq: 99 }
    expect(await desk.as('clerk').call('matter.proof', { params: never, query: {} })).toMatchObject({
      status: 404,
    })
  })

  test('forms are printed with what whoever prints them may see [V8.2.3]', async () => {
    const text = '<script>alert(1)</script> 三号楼 & 四号楼'
    const reporter = { reporter_name: '李秀英', reporter_phone: '13800001234' }
    const matter = await dispatched({ ...reporter, body: text })
    const listed = await desk.as('handler').call('matter.documents', { params: { matter } })
    const rows = listed.ok ? listed.value.rows : []
    expect(rows.find(({ document }) => document === 'work-order')).toMatchObject({ title: '工作流转单' })
    const answer = await print('handler', matter, 'work-order')
    expect(answer.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    })
    expect(answer.body).toContain('<h1>工作流转单</h1>')
    expect(answer.body).toContain('&lt;script&gt;alert(1)&lt;/script&gt; 三号楼 &amp; 四号楼')
    expect(answer.body).not.toContain('<script>')
    expect(answer.body).not.toContain('13800001234')
    expect(answer.body).toContain('138＊')
    expect(answer.body).toMatch(/办理时限<\/th><td>2026年\d+月\d+日/)
    expect(answer.body).toContain('受理登记')
    expect((await print('analyst', matter, 'work-order')).body).not.toContain('138')
    expect((await print('stranger', matter, 'work-order')).statusCode).toBe(404)
    expect((await print('handler', matter, 'none')).statusCode).toBe(404)
  })
})
