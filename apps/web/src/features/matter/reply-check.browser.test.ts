import { expect, test } from 'vitest'
import {
  expectAccessible,
  expectNoSideways,
  openBrowser,
  screenshot,
  signIn,
  telephone,
} from '../../browser-test/browser.ts'
import { makeAnswering, openDesk } from '../../browser-test/made-matter.ts'

const body = '人民路口的井盖松动，车辆经过时声响很大，请问什么时候能修好井盖？'

test('a handler writes a bad reply, sees why, mends it and sends it', async () => {
  const { id, task } = await makeAnswering({ title: '井盖松动待答复', body })
  await using browser = await openBrowser()
  const page = await signIn(browser, 'department-handler', `/matters/${id}?task=${task}`)
  const reply = page.getByRole('textbox', { name: '反馈内容' })
  const findings = page.getByRole('region', { name: '发出前，请再看一眼' })
  const bad = '您好！来电已收悉，我们将尽快处理。'
  // Letter by letter and without a pause, however busy the machine is.
  await reply.focus()
  await reply.evaluate((field, letters) => {
    for (const letter of letters) field.ownerDocument.execCommand('insertText', false, letter)
  }, bad)
  expect(await reply.inputValue()).toBe(bad)
  await findings.getByText('承诺没有时间').waitFor()
  await findings.getByText('诉求没有回应').waitFor()
  await findings.getByText('请问什么时候能修好井盖？').waitFor()
  // Not at every key, but once nobody types.
  const checks = [...browser.asked.keys()].filter((request) => request.url().endsWith('/reply-checks'))
  expect(checks.length).toBe(1)
  // It is said politely, in words that name what was found.
  const told = page.getByRole('status').filter({ hasText: '答复检查有' })
  expect(await told.innerText()).toContain('承诺没有时间')
  // No score, and nothing keeps them from sending.
  expect(await page.getByRole('button', { name: '提交：反馈' }).isEnabled()).toBe(true)
  await expectAccessible(page)
  await screenshot(page, 'matter-reply-findings')

  await reply.fill(
    '您好！经现场核实，人民路口井盖的井圈破损，已于11月22日更换井盖并固定井圈，车辆经过不再有声响。',
  )
  await findings.waitFor({ state: 'hidden' })
  await told.waitFor({ state: 'hidden' })
  await page.getByRole('radio', { name: '已解决' }).check()
  await page.getByRole('button', { name: '提交：反馈' }).click()
  await page.getByText('已提交：反馈').waitFor()
})

test('a reply with findings is sent all the same; the next with the same words names it, on a telephone and in English', async () => {
  // Letters with digits behind them are taken for names of users, so the words must differ from those of other runs.
  const sign = Array.from(crypto.getRandomValues(new Uint8Array(6)), (one) => '甲乙丙丁戊己庚辛'[one % 8])
  const words = `来件已收悉，${sign.join('')}段的井盖我们将尽快处理。`
  const first = await makeAnswering({ title: '井盖松动先答复', body })
  const second = await makeAnswering({ title: '井盖松动后答复', body })
  await using desk = await openBrowser()
  const page = await signIn(desk, 'department-handler', `/matters/${first.id}?task=${first.task}`)
  await page.getByRole('textbox', { name: '反馈内容' }).fill(words)
  await page.getByRole('radio', { name: '已解决' }).check()
  await page.getByRole('region', { name: '发出前，请再看一眼' }).waitFor()
  await page.getByRole('button', { name: '提交：反馈' }).click()
  await page.getByText('已提交：反馈').waitFor()

  // The job that keeps replies comes by every few seconds.
  const handler = await openDesk('department-handler')
  const asked = { field: 'reply_text', text: words }
  await expect
    .poll(async () => JSON.stringify(await handler.post(`/api/v1/matters/${second.id}/reply-checks`, asked)))
    .toContain('same_as_another')
  await using walk = await openBrowser({ ...telephone, language: 'en' })
  const other = await signIn(walk, 'department-handler', `/matters/${second.id}?task=${second.task}`)
  await other.getByRole('textbox', { name: 'Answer to the caller' }).fill(words)
  const findings = other.getByRole('region', { name: 'Before you send it, look again' })
  await findings.getByText('The same words as another reply').waitFor()
  expect(await findings.getByRole('link', { name: first.number }).getAttribute('href')).toBe(
    `/matters/${first.id}`,
  )
  await expectAccessible(other)
  await expectNoSideways(other)
  await screenshot(other, 'matter-reply-findings-phone-en')
})
