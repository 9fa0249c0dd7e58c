import { expect, test } from 'vitest'
import { deflateSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { expectAccessible, openBrowser, screenshot, signIn } from '../../browser-test/browser.ts'
import { makeHandling, openDesk } from '../../browser-test/made-matter.ts'

/** A picture of one colour, 320 × 240, as a PNG. */
function makePicture(): Buffer {
  const [width, height] = [320, 240]
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, 0x8a)])
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(kind: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind), content])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  check.writeUInt32BE(crc(body))
  return Buffer.concat([length, body, check])
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff
  for (const byte of bytes) {
    value ^= byte
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  }
  return (value ^ 0xffffffff) >>> 0
}

async function openTab(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: '事项的内容' }).getByRole('link', { name, exact: true }).click()
}

async function choose(page: Page, operation: string): Promise<void> {
  await page.getByRole('button', { name: '更多操作' }).click()
  await page.getByRole('menuitem', { name: operation, exact: true }).click()
}

test('a handler completes a task with a picture, and it is seen large with who added it and when', async () => {
  const { id, task } = await makeHandling()
  await using browser = await openBrowser()
  const page = await signIn(browser, 'department-handler')
  await page.goto(`/matters/${id}?task=${task}`)
  await page.getByRole('radio', { name: '已办理' }).check()
  await page.getByRole('textbox', { name: '办理措施' }).fill('已更换井盖并做降噪处理。')
  await page
    .locator('.matter-task input[type="file"]')
    .setInputFiles({ name: '处理后.png', mimeType: 'image/png', buffer: makePicture() })
  await page.locator('.evidence-picker li[data-state="sent"]').waitFor()
  await page.getByRole('button', { name: '提交：办理（主办）' }).click()
  await page.getByText('已提交：办理（主办）').waitFor()
  await openTab(page, '证据材料')
  const open = page.getByRole('button', { name: /^放大查看/ })
  await open.locator('img').waitFor()
  await page.locator('.matter-evidence').getByText('周宇').first().waitFor()
  await expectAccessible(page)
  await open.click()
  const viewer = page.getByRole('dialog')
  await viewer.locator('.matter-viewer img').waitFor()
  await viewer.getByText('第 1 张，共 1 张').waitFor()
  await expectAccessible(page)
})

test('of two who fill in one task the second sees who has it now, and what they typed is kept and can become a note', async () => {
  const { id, task } = await makeHandling()
  await using browser = await openBrowser()
  const page = await signIn(browser, 'department-handler')
  await page.goto(`/matters/${id}?task=${task}`)
  await page.getByRole('textbox', { name: '办理措施' }).fill('已到现场，正在等待配件。')
  // Meanwhile, at another desk of the office, it is handed to a colleague.
  const desk = await openDesk('department-handler')
  const { rows } = (await desk.get('/api/v1/people?office=drainage&limit=50')) as {
    readonly rows: readonly { readonly id: string; readonly name: string }[]
  }
  const colleague = rows.find(({ name }) => name !== '周宇')
  if (colleague === undefined) throw new Error('the office has one person only')
  await desk.post(`/api/v1/matters/${id}/commands`, {
    kind: 'transfer',
    task,
    to: { person: colleague.id },
    reason: '由熟悉片区的同事办理',
  })
  // The page learns of it by itself, through the live feed.
  const notice = page.locator('.matter-kept')
  await notice.getByRole('heading', { name: `这项任务现由${colleague.name}办理` }).waitFor()
  await notice.getByText('已到现场，正在等待配件。').waitFor()
  await expectAccessible(page)
  await screenshot(page, 'matter-taken')
  await notice.getByRole('button', { name: '作为备注写入记录' }).click()
  await page.getByText('已完成：写备注').waitFor()
  await notice.waitFor({ state: 'hidden' })
})

test('what is personal is seen for a reason only, and who looked and why is kept', async () => {
  const { id } = await makeHandling()
  await using browser = await openBrowser()
  const page = await signIn(browser, 'department-handler', `/matters/${id}?tab=content`)
  const reason = `回访前核对号码 ${id.slice(-6)}`
  await page.getByRole('button', { name: '查看明文：联系电话' }).waitFor()
  expect(await page.locator('.matter-parties').innerText()).not.toContain('14200001234')
  await page.getByRole('button', { name: '查看明文：联系电话' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '查看明文' }).click()
  await dialog.getByText('有 1 处需要修改').waitFor()
  await dialog.getByRole('textbox', { name: '理由' }).fill(reason)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: '查看明文' }).click()
  await page.locator('.matter-parties').getByText('14200001234').waitFor()
  const auditor = await openDesk('auditor')
  const { rows } = (await auditor.get('/api/v1/audit-events?limit=100')) as {
    readonly rows: readonly object[]
  }
  expect(JSON.stringify(rows)).toContain(reason)
})

test('an operation is given by keyboard alone: a note, with its fault beside the field and its place in the record', async () => {
  const { id } = await makeHandling()
  await using browser = await openBrowser()
  const page = await signIn(browser, 'department-handler', `/matters/${id}?tab=record`)
  await page.locator('.timeline').waitFor()
  await page.getByRole('button', { name: '更多操作' }).focus()
  await page.keyboard.press('n')
  const drawer = page.getByRole('dialog', { name: '写备注' })
  await drawer.getByText('写入办理记录，永久保留').waitFor()
  await drawer.getByRole('button', { name: '写备注' }).focus()
  await page.keyboard.press('Enter')
  await drawer.getByText('有 1 处需要修改').waitFor()
  await drawer.getByRole('link').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('与物业约定明早八点进场。')
  await expectAccessible(page)
  await drawer.getByRole('button', { name: '写备注' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('已完成：写备注').waitFor()
  await page.locator('.timeline').getByText('备注').first().waitFor()
})

test('a task is sent back only whereto its pack lets it, with a reason', async () => {
  const { id } = await makeHandling()
  await using browser = await openBrowser()
  const page = await signIn(browser, 'department-handler', `/matters/${id}?tab=record`)
  await choose(page, '退回')
  const drawer = page.getByRole('dialog', { name: '退回' })
  await drawer.getByRole('radio', { name: '联系诉求人' }).check()
  expect(await drawer.getByRole('radio').count()).toBe(1)
  await drawer.getByRole('textbox', { name: '理由' }).fill('位置描述不清，需再次联系。')
  await screenshot(page, 'matter-return')
  await drawer.getByRole('button', { name: '退回' }).click()
  await page.getByRole('heading', { name: '联系诉求人' }).waitFor()
})
