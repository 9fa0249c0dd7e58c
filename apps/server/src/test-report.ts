import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { dispatchOutbox, keepConnector } from '@duibiao/store'
import type { Database } from '@duibiao/store'
import { readShippedPack } from '@duibiao/testkit'
import type { FixedClock } from '@duibiao/testkit'
import { makeEvidenceRoutes } from './evidence-route.ts'
import { followRoutes } from './follow-route.ts'
import { notificationRoutes } from './notification-route.ts'
import { hotIssueRoutes } from './hot-issue-route.ts'
import { mergeRoutes } from './merge-route.ts'
import { makeOutboxPort } from './outbox-port.ts'
import { packRoutes } from './pack-route.ts'
import { reportRoutes } from './report-route.ts'
import { similarRoutes } from './similar-route.ts'
import { openTestDesk } from './test-desk.ts'
import type { DeskPerson, TestDesk } from './test-desk.ts'
import { aJpeg } from './test-file.ts'
import { watchRoutes } from './watch-route.ts'

interface Parts {
  readonly desk: TestDesk
  readonly aKey: () => string
}

type Fields = Readonly<Record<string, unknown>>

const place = { longitude: 119.5, latitude: 29.5 }

export type ReportDesk = Awaited<ReturnType<typeof openReportDesk>>

/** A desk at which residents report to the hotline and city events, and what people do there. */
export async function openReportDesk(database: Database, clock: FixedClock) {
  let count = 0
  const data = mkdtempSync(path.join(tmpdir(), 'duibiao-report-'))
  const evidence = makeEvidenceRoutes({ config: { data, limits: { fileBytes: 200_000 } } })
  const desk = await openTestDesk({
    database,
    now: () => clock.now(),
    packs: [readShippedPack('hotline'), readShippedPack('city-events')],
    routes: [
      ...evidence,
      ...followRoutes,
      ...reportRoutes,
      ...similarRoutes,
      ...mergeRoutes,
      ...hotIssueRoutes,
      ...watchRoutes,
      ...packRoutes,
      ...notificationRoutes,
    ],
  })
  function aKey(): string {
    count += 1
    return `report-${count}-key`
  }
  async function close() {
    await desk.close()
    rmSync(data, { recursive: true, force: true })
  }
  const parts = { desk, aKey }
  return { ...parts, place, close, ...makeReports(parts), ...makeWork(parts), ...makeNotices(parts) }
}

/** What residents do. */
function makeReports({ desk, aKey }: Parts) {
  function begin(as: DeskPerson, body: object) {
    return desk.as(as).call('matter.start', { body: body as never, key: aKey() })
  }
  function start(as: DeskPerson, variables: Fields, more: object = {}) {
    return begin(as, { pack: 'hotline', variables, ...more })
  }
  async function reported(variables: Fields = { subject: '三号楼水压不足' }) {
    const answer = await start('resident', variables)
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem))
    return answer.value
  }
  async function reportedAt(as: DeskPerson, { latitude = place.latitude, description = '井盖破损' }) {
    const variables = { description, ...place, latitude, code: '01001', kind: 'component' }
    const done = await begin(as, { pack: 'city-events', variables, title: description })
    if (!done.ok) throw new Error(JSON.stringify(done.problem))
    return done.value
  }
  function nearby(as: DeskPerson, more: object = {}) {
    return desk.as(as).call('matter.nearby', { query: { ...place, ...more } })
  }
  function answer(as: DeskPerson, matter: string, variables: Fields) {
    const body = { kind: 'deliverMessage', name: 'reporter_answered', variables } as const
    return desk.as(as).call('matter.act', { params: { matter }, body, key: aKey() })
  }
  async function uploaded(as: DeskPerson): Promise<string> {
    const answer = await desk.application.inject({
      method: 'POST',
      url: '/api/v1/evidence?name=photo.jpg',
      headers: { authorization: `Bearer ${as}`, 'content-type': 'application/octet-stream' },
      payload: aJpeg(),
    })
    if (answer.statusCode !== 201) throw new Error(answer.body)
    return String(answer.json().id)
  }
  return { start, reported, reportedAt, nearby, answer, uploaded }
}

/** What the offices do. */
function makeWork({ desk, aKey }: Parts) {
  async function read(as: DeskPerson, matter: string) {
    const page = await desk.as(as).call('matter.read', { params: { matter } })
    if (!page.ok) throw new Error(JSON.stringify(page.problem))
    return page.value
  }
  async function complete(as: DeskPerson, matter: string, variables: Fields) {
    const { tasks } = await read(as, matter)
    const task = tasks.find(({ allowed }) => allowed.length > 0)?.task ?? 0
    const body = { kind: 'completeTask', task, variables } as const
    const done = await desk.as(as).call('matter.act', { params: { matter }, body, key: aKey() })
    if (!done.ok) throw new Error(JSON.stringify(done.problem))
  }
  async function feedBack(matter: string) {
    await complete('handler', matter, { outcome: 'done', measures: '更换水泵' })
    await complete('handler', matter, { reply_text: '水泵已更换', claimed: 'solved' })
  }
  /** Up to where the unit says that it is done and the resident is asked. */
  async function handled(matter: string) {
    const order = { urgency: 'ordinary', receiver_kind: 'utility', units: ['water'], unit: 'water' }
    await complete('clerk', matter, { channel_in: 'web', demand_type: 'complaint', ...order })
    await complete('handler', matter, { receipt: 'signed' })
    const contact = { contact_way: 'phone', contact_reached: true }
    await complete('handler', matter, { contacted_at: '2026-03-02T09:00:00+08:00', ...contact })
    await feedBack(matter)
  }
  return { read, complete, feedBack, handled }
}

/** What people are told. */
function makeNotices({ desk }: Parts) {
  /** Brings out what matters told people; services are answered by hand. */
  async function carry() {
    const { engine, database, district, now } = desk.tenant
    for (const service of ['issue_order', 'archive_matter', 'notify_reporters']) {
      await keepConnector(database, district, { service, now: now() })
    }
    const port = makeOutboxPort(desk.tenant, { sendsMail: false })
    const { failed } = await dispatchOutbox(engine, port)
    if (failed > 0) throw new Error(`${failed} effects were not delivered`)
  }
  async function told(as: DeskPerson, matter: string) {
    const answer = await desk.as(as).call('notification.list', { query: {} })
    const rows = answer.ok ? answer.value.rows.filter((row) => row.matter === matter) : []
    return rows.map(({ kind, sentence }) => `${kind}: ${sentence.en}`)
  }
  return { carry, told }
}
