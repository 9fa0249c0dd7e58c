import { randomInt } from 'node:crypto'
import type { Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import type { Account } from './browser.ts'
import { drawPhoto, fetchPatiently, openDesk, openSession } from './report.ts'
import type { Desk } from './report.ts'

interface Area {
  readonly id: string
  readonly grid: string
  /** A point within the grid. */
  readonly place: { readonly longitude: number; readonly latitude: number }
}

/** The area of the grid worker, one of its grids, and some place in it where nothing else is. */
export async function readArea(worker: Desk): Promise<Area> {
  const { posts } = await worker('/api/v1/me')
  const office = String(Object(Array.isArray(posts) ? posts[0] : undefined).office)
  const { area } = await worker(`/api/v1/offices/${office}`)
  const { features } = await worker(`/api/v1/area-shapes?level=grid&below=${String(area)}`)
  const [shape] = Array.isArray(features) ? features : []
  const numbers: number[] = Object(shape).geometry.coordinates.flat(5)
  const [longitude, latitude] = [0, 1].map((axis) => {
    const own = numbers.filter((_, index) => index % 2 === axis)
    return own.reduce((sum, one) => sum + one, 0) / own.length + randomInt(100) / 1_000_000
  })
  return {
    id: String(area),
    grid: String(Object(shape).id),
    place: { longitude: longitude ?? 0, latitude: latitude ?? 0 },
  }
}

export async function readMatter(desk: Desk, id: string) {
  const page = await desk(`/api/v1/matters/${id}`)
  const tasks: readonly { readonly task: number; readonly element: string }[] = Array.isArray(page['tasks'])
    ? page['tasks']
    : []
  return { page, elements: tasks.map(({ element }) => element), task: tasks[0]?.task ?? 0 }
}

export async function complete(desk: Desk, id: string, variables: object): Promise<void> {
  const { task } = await readMatter(desk, id)
  await desk(`/api/v1/matters/${id}/commands`, { kind: 'completeTask', task, variables })
}

/** How many open or ended matters have this title. */
export async function countTitled(title: string, pack = 'city-events'): Promise<number> {
  const desk = await openDesk('district-dispatcher')
  const { rows } = await desk(`/api/v1/matters?limit=100&pack=${pack}`)
  return (Array.isArray(rows) ? rows : []).filter((row) => Object(row).title === title).length
}

/** Fills in a report from the round: pictures, whether it was solved, what and where. */
export async function fillReport(page: Page, words: string, { isSolved = false } = {}): Promise<void> {
  await page.getByLabel('现场照片（处置前）').setInputFiles(await drawPhoto(page, 'before.jpg'))
  await page.getByText('已存在本机').first().waitFor()
  await page
    .getByRole('group', { name: '是否已当场处置' })
    .getByRole('radio', { name: isSolved ? '是' : '否' })
    .check()
  if (isSolved) {
    await page.getByLabel('处置后照片').setInputFiles(await drawPhoto(page, 'after.jpg'))
    await expect.poll(() => page.getByText('已存在本机').count()).toBe(2)
  }
  await page.getByLabel('描述').fill(words)
}

/** Signs an account in and uploads a photo that a page drew. @returns the id of the evidence */
export async function upload(page: Page, account: Account, name: string): Promise<string> {
  const cookie = await openSession(account)
  const { buffer } = await drawPhoto(page, name)
  const answer = await fetchPatiently(`${inject('address')}/api/v1/evidence?name=${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', cookie },
    body: new Uint8Array(buffer),
  })
  return String(Object(await answer.json()).id)
}

/** A case that was handled, with photos before and after, and waits for a grid worker of the area to verify it (核实). */
export async function makeVerification(page: Page, title: string) {
  const [worker, dispatcher, handler, head] = await Promise.all([
    openDesk('grid-worker'),
    openDesk('district-dispatcher'),
    openDesk('department-handler'),
    openDesk('department-head'),
  ])
  const { grid, place } = await readArea(worker)
  const { posts } = await handler('/api/v1/me')
  const unit = String(Object(Array.isArray(posts) ? posts[0] : undefined).office)
  const before = await upload(page, 'grid-worker', 'before.jpg')
  const variables = { description: title, kind: 'event', code: '06010', grid, ...place, photos: [before] }
  const made = await worker('/api/v1/matters', { pack: 'city-events', title, variables })
  const id = String(made['id'])
  await complete(dispatcher, id, { register_action: 'file', standard_id: 'E0110-1' })
  await complete(dispatcher, id, { action: 'dispatch', unit })
  const after = await upload(page, 'department-handler', 'after.jpg')
  await complete(head, id, { action: 'assign' })
  await handler(`/api/v1/matters/${id}/commands`, { kind: 'note', text: '处置后照片', evidence: [after] })
  await complete(handler, id, { action: 'submit', photos_after: [after] })
  await complete(head, id, { action: 'pass' })
  await complete(dispatcher, id, { action: 'pass' })
  await complete(dispatcher, id, { action: 'verify' })
  const { task } = await readMatter(worker, id)
  return { id, number: String(made['number']), task, dispatcher, worker }
}
