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

interface Models {
  readonly rows: readonly {
    readonly pack: string
    readonly versions: readonly {
      readonly version: number
      readonly state: string
      readonly learnt: number
    }[]
  }[]
}

type Page = Awaited<ReturnType<typeof signIn>>

async function versionsOf(page: Page) {
  const { rows } = (await ask(page, '/api/v1/triage-models')) as Models
  return rows.find(({ pack }) => pack === 'hotline')?.versions ?? []
}

/** The job trains the first model soon after the start. */
async function waitForModel(page: Page): Promise<void> {
  await expect.poll(async () => (await versionsOf(page)).length).toBeGreaterThan(0)
}

test('an administrator sees what the model learnt and where it goes wrong, and trains anew', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'administrator', '/models?pack=hotline')
  await page.getByRole('heading', { name: '分类模型', level: 1 }).waitFor()
  await waitForModel(page)
  const block = page.getByRole('region', { name: '正在使用的模型' })
  await block.getByText('第一个建议就对').waitFor()
  await page.getByRole('table').first().locator('tbody tr').first().waitFor()
  await expectAccessible(page)
  await screenshot(page, 'model')

  // The system administrator sees the figures and no matter.
  await page.getByText('系统管理员看不到事项，派遣员和分析员可以打开').first().waitFor()
  expect(await page.locator('.model-matters a').count()).toBe(0)

  const before = await versionsOf(page)
  await page.getByRole('button', { name: '现在训练' }).click()
  await page.getByText('已请求训练，完成后在本页显示').waitFor()
  await expect.poll(async () => (await versionsOf(page)).length).toBe(before.length + 1)
  await page.getByRole('button', { name: '现在训练' }).waitFor()
  // Of the same matters it is no better than itself; where people confirmed some meanwhile, it may be.
  const [last] = await versionsOf(page)
  expect(['refused', 'current']).toContain(last?.state)
  const words = last?.state === 'refused' ? '不比当时的好' : '比当时的好'
  const row = page.getByRole('table').last().locator('tbody tr').first()
  await expect.poll(() => row.locator('td').first().innerText()).toBe(String(last?.version))
  await row.getByText(words, { exact: true }).waitFor()
})

test('an earlier version is taken back with a reason, and what follows is said before', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'administrator')
  // No second version comes into use in the time of a test: two are put into the answer.
  await page.route('**/api/v1/triage-models', async (route) => {
    const response = await route.fetch()
    const body = (await response.json()) as Models
    const rows = body.rows.map((row) => ({
      ...row,
      versions: row.versions.flatMap((version) => [
        version,
        { ...version, version: 1000 + version.version, state: 'replaced', is_kept: true },
      ]),
    }))
    await route.fulfill({ response, json: { ...body, rows } })
  })
  const sent: unknown[] = []
  await page.route('**/api/v1/triage-models/hotline/1001/uses', async (route) => {
    sent.push(route.request().postDataJSON())
    await route.fulfill({ status: 204 })
  })
  await page.goto('/models?pack=hotline')
  await page.getByRole('figure', { name: '历次启用的得分（%）' }).waitFor()
  await page.getByRole('button', { name: '改用第 1001 版' }).click()
  const dialog = page.getByRole('dialog', { name: '改用第 1001 版' })
  await dialog.getByText('已经确认的事项不变', { exact: false }).waitFor()
  await expectAccessible(page)
  const take = dialog.getByRole('button', { name: '改用这一版' })
  expect(await take.isDisabled()).toBe(true)
  await dialog.getByLabel('理由*').fill('新版把占道经营判错太多')
  await take.click()
  await page.getByText('已改用').waitFor()
  expect(sent).toEqual([{ reason: '新版把占道经营判错太多' }])
})

test('a dispatcher opens a matter that was taken for another category', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'district-dispatcher', '/models?pack=hotline')
  await waitForModel(page)
  await page.getByRole('heading', { name: '哪些类别常被判错' }).waitFor()
  expect(await page.getByRole('button', { name: '现在训练' }).count()).toBe(0)
  const link = page.locator('.model-matters a').first()
  const number = await link.innerText()
  await link.click()
  await page.waitForURL('**/matters/**')
  await page.getByText(number).first().waitFor()
})

test('in English, on a telephone and in the dark the page holds together', async () => {
  await using browser = await openBrowser({ ...telephone, language: 'en', mode: 'dark' })
  const page = await signIn(browser, 'administrator', '/models?pack=hotline')
  await waitForModel(page)
  await page.getByRole('heading', { name: 'Categories that are taken for others' }).waitFor()
  await expectNoSideways(page)
  await expectAccessible(page)
  await screenshot(page, 'model-phone-dark-en')
})
