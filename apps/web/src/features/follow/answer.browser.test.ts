import { expect, test } from 'vitest'
import {
  expectAccessible,
  expectNoSideways,
  openBrowser,
  screenshot,
  telephone,
} from '../../browser-test/browser.ts'
import { drawPhoto, reportHandled, signInAsResident } from '../../browser-test/report.ts'
import type { Desk } from '../../browser-test/report.ts'

/** The open steps of a matter. */
async function stepsOf(desk: Desk, id: string): Promise<readonly string[]> {
  const { tasks } = await desk(`/api/v1/matters/${id}`)
  return (Array.isArray(tasks) ? tasks : []).map((task) => String(Object(task).element))
}

test('with number and code: it is not solved, so it is done again', async () => {
  const { id, number, code, handler } = await reportHandled('三号楼水压不足')
  await using browser = await openBrowser(telephone)
  const { page } = browser
  await page.goto('/public')
  await page.getByLabel('编号').fill(number.toLowerCase())
  await page.getByLabel('查询码').fill(code)
  await page.getByRole('button', { name: '查询', exact: true }).click()
  await page.getByText('已办好，等您确认').waitFor()
  await page.getByLabel('没有解决').check()
  await page.getByLabel('不满意', { exact: true }).check()
  await page.getByLabel('想说的话').fill('晚上七点以后还是没有水')
  await expectNoSideways(page)
  await expectAccessible(page)
  await screenshot(page, 'follow-phone-answer')
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByText('已收到您的答复，谢谢。').waitFor()
  await page.getByText('正在办理').waitFor()
  expect(await stepsOf(handler, id)).toEqual(['handle'])
})

test('with the account: not solved, with the reason and a photo, which then belongs to the matter', async () => {
  const { id, handler } = await reportHandled('五号楼水管漏水')
  await using browser = await openBrowser(telephone)
  const { page } = browser
  await page.goto(`/public/mine/${id}`)
  await signInAsResident(page)
  await page.getByText('已办好，等您确认').waitFor()
  await page.getByLabel('没有解决').check()
  await page.getByLabel('想说的话').fill('还在漏，照片是今天早上拍的')
  await page.getByLabel('照片').setInputFiles(await drawPhoto(page))
  await page.getByText('已上传').waitFor()
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByText('已收到您的答复，谢谢。').waitFor()
  await page.getByText('正在办理').waitFor()
  expect(await stepsOf(handler, id)).toEqual(['handle'])
  const { rows } = await handler(`/api/v1/matters/${id}/evidence`)
  expect(rows).toHaveLength(1)
})

test('with the account, on a desktop and in English: solved, and rated in one of five levels', async () => {
  const { id, number, resident } = await reportHandled('七号楼水表不转')
  await using browser = await openBrowser({ language: 'en' })
  const { page } = browser
  await page.goto('/public/mine')
  await signInAsResident(page)
  // The notice is sent by a job, and the page shows what there was when it was opened.
  const notice = page.getByRole('link', { name: new RegExp(`^${number} .*please say whether it is solved`) })
  for (let look = 0; look < 4; look += 1) {
    const isThere = await notice.waitFor({ timeout: 8_000 }).then(
      () => true,
      () => false,
    )
    if (isThere) break
    await page.reload()
  }
  await notice.click()
  await page.getByText('Done, please confirm').waitFor()
  await page.locator('#field-rating').getByRole('radio').first().waitFor()
  expect(await page.locator('#field-rating').getByRole('radio').count()).toBe(5)
  await page.locator('#field-solved').getByRole('radio').first().check()
  await page.locator('#field-rating').getByRole('radio').first().check()
  await expectAccessible(page)
  await screenshot(page, 'follow-answer-en')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('We have your answer. Thank you.').waitFor()
  await page.getByText('This is done.').waitFor()
  expect(await resident(`/api/v1/matters/${id}`)).toMatchObject({ status: 'completed' })
})
