import { expect, test } from 'vitest'
import {
  ask,
  expectAccessible,
  expectNoSideways,
  openBrowser,
  screenshot,
  signIn,
  telephone,
} from '../../browser-test/browser.ts'
import { makeAnswering, openDesk } from '../../browser-test/made-matter.ts'

interface Counts {
  readonly rows: readonly {
    readonly office?: string
    readonly replies: number
    readonly findings: readonly { readonly kind: string; readonly replies: number }[]
  }[]
}

/** Replies of the office that only acknowledge, of the last days. */
function acknowledgedIn({ rows }: Counts, office: string): number {
  const found = rows.find((row) => row.office === office)?.findings ?? []
  return found.find(({ kind }) => kind === 'only_acknowledges')?.replies ?? 0
}

test('a reply that only acknowledges is counted for its office, where the supervision officer looks', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'supervision-officer')
  const before = acknowledgedIn((await ask(page, '/api/v1/reply-counts')) as Counts, 'drainage')
  const { id, task } = await makeAnswering()
  const handler = await openDesk('department-handler')
  await handler.post(`/api/v1/matters/${id}/commands`, {
    kind: 'completeTask',
    task,
    variables: { reply_text: '您好！来件收悉，感谢您的关注。', claimed: 'solved' },
  })
  // The job that goes through the record has come to it.
  await expect
    .poll(async () => acknowledgedIn((await ask(page, '/api/v1/reply-counts')) as Counts, 'drainage'))
    .toBeGreaterThan(before)
  await page.getByRole('link', { name: '答复检查' }).click()
  await page.getByRole('heading', { name: '答复检查', level: 1 }).waitFor()
  const table = page.getByRole('table', { name: '各单位发出的答复和提示' })
  const row = table.getByRole('row', { name: /排水/ })
  await row.first().waitFor()
  const columns = await table.getByRole('columnheader').allTextContents()
  const cells = await row.first().getByRole('cell').allTextContents()
  // The first column is the header of the row.
  expect(Number.parseInt(cells[columns.indexOf('只说收到了') - 1] ?? '', 10)).toBeGreaterThan(0)
  await expectAccessible(page)
  await screenshot(page, 'reply-counts')
  await page.getByRole('link', { name: '近 90 天' }).click()
  await page.waitForURL('**/reply-counts?days=90')
  await table.waitFor()
  await expect
    .poll(() => page.getByRole('link', { name: '近 90 天' }).getAttribute('aria-current'))
    .toBe('page')
})

test('a department head sees the replies of the own office and of no other', async () => {
  await using browser = await openBrowser({ ...telephone, language: 'en', mode: 'dark' })
  const page = await signIn(browser, 'department-head', '/reply-counts?days=365')
  const table = page.getByRole('table', { name: 'Replies and findings by office' })
  await table.waitFor()
  const own = (await ask(page, '/api/v1/reply-counts')) as Counts
  const leader = await openDesk('leader')
  const all = (await leader.get('/api/v1/reply-counts')) as Counts
  expect(own.rows.length).toBeLessThan(all.rows.length)
  expect(await table.getByRole('rowheader').count()).toBe(own.rows.length + (own.rows.length > 1 ? 1 : 0))
  await expectNoSideways(page)
  await expectAccessible(page)
  await screenshot(page, 'reply-counts-phone-en')
})
