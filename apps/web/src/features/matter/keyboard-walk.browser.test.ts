import { expect, test } from 'vitest'
import { openBrowser, password } from '../../browser-test/browser.ts'
import { pressOn, tabTo } from '../../browser-test/keyboard.ts'
import { makeHandling } from '../../browser-test/made-matter.ts'

test('with the keyboard alone: a handler signs in, takes a task, handles it and feeds back', async () => {
  const { id } = await makeHandling({ title: '只用键盘办理的事项' })
  await using browser = await openBrowser()
  const { page } = browser
  await page.goto('/')
  await tabTo(page, page.getByLabel('账号', { exact: true }))
  await page.keyboard.type('department-handler')
  await tabTo(page, page.getByLabel('密码', { exact: true }))
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await page.locator('tr[data-index]').first().waitFor()
  const active = page.locator('tr[data-active="true"] a')
  await expect
    .poll(
      async () => {
        await page.keyboard.press('j')
        return (await active.getAttribute('href')) ?? ''
      },
      { interval: 20 },
    )
    .toContain(id)
  await page.keyboard.press('c')
  await page.getByText('已领取：只用键盘办理的事项').waitFor()
  await tabTo(page, active)
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/matters/${id}?**`)
  await pressOn(page, page.getByRole('radio', { name: '已办理' }), 'Space')
  await tabTo(page, page.getByRole('textbox', { name: '办理措施' }))
  await page.keyboard.type('已更换井盖。')
  await pressOn(page, page.getByRole('button', { name: '提交：办理（主办）' }))
  await page.getByRole('heading', { name: '反馈', exact: true }).waitFor()
  await tabTo(page, page.getByRole('textbox', { name: '反馈内容' }))
  await page.keyboard.type('井盖已更换，夜间复查无响声。')
  // Of radio buttons the arrows choose, as everywhere.
  await tabTo(page, page.getByRole('radio').first())
  await page.keyboard.press('Space')
  await pressOn(page, page.getByRole('button', { name: '提交：反馈' }))
  await page.getByText('已提交：反馈').waitFor()
  await page.keyboard.press('?')
  await page.getByRole('dialog').getByText('写备注').waitFor()
})
