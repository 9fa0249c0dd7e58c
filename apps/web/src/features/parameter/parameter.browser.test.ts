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

interface Parameters {
  readonly rows: readonly {
    readonly name: string
    readonly title: { readonly zh: string }
    readonly current?: { readonly value: unknown; readonly origin: string }
  }[]
}

test('a parameter is settled from a day on; it stands in the history, and today’s value stays', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'administrator', '/parameters?pack=whistle')
  const { rows } = (await ask(page, '/api/v1/packs/whistle/parameters?limit=200')) as Parameters
  const chosen = rows.find(({ current }) => typeof current?.value === 'number' && current.origin === 'pack')
  if (chosen === undefined) throw new Error('no parameter to settle')
  await page.getByRole('button', { name: `${chosen.title.zh}：设置与历史` }).click()
  const drawer = page.getByRole('dialog', { name: chosen.title.zh })
  // A day far away, so that no other test meets the value; each run writes its own number of the minutes.
  const article = `测试-${crypto.randomUUID().slice(0, 8)}`
  await drawer.getByLabel('值*').fill('1')
  await drawer.getByLabel('生效日*').fill('2099-01-01')
  await drawer.getByRole('button', { name: '记录这项决定' }).click()
  await drawer.getByText('请填写').first().waitFor()
  await drawer.getByLabel('依据文件*').fill('明湖区政府常务会议纪要')
  await drawer.getByLabel('条款或文号*').fill(article)
  await expectAccessible(page)
  await drawer.getByRole('button', { name: '记录这项决定' }).click()
  await page.getByText('已记录，自 2099-01-01 起有效').waitFor()
  await page.getByRole('button', { name: `${chosen.title.zh}：设置与历史` }).click()
  await drawer.getByText(`明湖区政府常务会议纪要 第${article}条`).waitFor()
  const after = (await ask(page, '/api/v1/packs/whistle/parameters?limit=200')) as Parameters
  expect(after.rows.find(({ name }) => name === chosen.name)?.current?.value).toEqual(chosen.current?.value)
})

test('a value beyond what the law allows is refused beside what was typed, with the law', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'administrator', '/parameters?pack=supervision')
  const { rows } = (await ask(page, '/api/v1/packs/supervision/parameters?limit=200')) as {
    readonly rows: readonly {
      readonly title: { readonly zh: string }
      readonly fixed?: object
      readonly values: readonly { readonly bound?: string; readonly value: unknown }[]
    }[]
  }
  const bounded = rows.find(
    ({ fixed, values }) =>
      fixed === undefined &&
      values.some(({ bound, value }) => bound === 'maximum' && typeof value === 'number'),
  )
  if (bounded === undefined) throw new Error('no law bounds a parameter')
  await page.getByRole('button', { name: `${bounded.title.zh}：设置与历史` }).click()
  const drawer = page.getByRole('dialog', { name: bounded.title.zh })
  await drawer.getByText(/法律上限/).waitFor()
  await drawer.getByLabel('值*').fill('99999')
  await drawer.getByLabel('生效日*').fill('2099-01-01')
  await drawer.getByLabel('依据文件*').fill('明湖区政府常务会议纪要')
  await drawer.getByLabel('条款或文号*').fill('2099-1')
  await drawer.getByRole('button', { name: '记录这项决定' }).click()
  await drawer.getByRole('alert').filter({ hasText: '99999' }).waitFor()
  expect(await drawer.getByLabel('值*').inputValue()).toBe('99999')
})

test('the parameters of a day in the past are shown as they were, and tell on what they rest', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'administrator', '/parameters?pack=hotline')
  await page.getByRole('heading', { name: '参数', level: 1 }).waitFor()
  await page.locator('.parameter-table tbody tr').first().waitFor()
  await page.getByText('默认值，未经确认').first().waitFor()
  await expectAccessible(page)
  await screenshot(page, 'parameters')
  await page.getByLabel('查看日期').fill('2010-01-01')
  await page.waitForURL('**/parameters?pack=hotline&on=2010-01-01')
  await page.getByText('2007-01-01 至 2018-08-31').first().waitFor()
})

test('a year is a sheet of twelve months with holidays and make-up workdays and their source', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'administrator', '/calendars?year=2026')
  await expect.poll(() => page.locator('.calendar-month').count()).toBe(12)
  const { days } = (await ask(page, '/api/v1/calendars/2026')) as {
    readonly days: readonly { readonly reason: string }[]
  }
  const holidays = days.filter(({ reason }) => reason === 'holiday').length
  await expect.poll(() => page.locator('td[data-reason="holiday"]').count()).toBe(holidays)
  await page.getByText(`放假 ${holidays} 天`).first().waitFor()
  await page.getByRole('region', { name: '通知与来源' }).getByText('随产品提供').waitFor()
  await expectAccessible(page)
  await screenshot(page, 'calendar')
  await page.getByRole('link', { name: '下一年' }).click()
  await page.waitForURL('**/calendars?year=2027')
})

test('a holiday notice is tried, shows what it changes, and counts once it is confirmed', async () => {
  await using browser = await openBrowser()
  // A year nobody else asks for: other tests count days of years that are near.
  const year = 2100 + (Number.parseInt(crypto.randomUUID().slice(0, 6), 16) % 7000)
  const page = await signIn(browser, 'administrator', `/calendars?year=${year}`)
  await page.getByText('这一年的放假通知尚未录入').waitFor()
  await page.getByRole('button', { name: '录入放假通知' }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('button', { name: '试运行' }).click()
  await drawer.getByText('请至少填写一个放假的日期').waitFor()
  await drawer.getByLabel('通知文号或网址*').fill('测试通知')
  await drawer.getByLabel('第 1 行起始日').fill(`${year}-01-01`)
  await drawer.getByLabel('第 1 行截止日').fill(`${year}-01-03`)
  await expectAccessible(page)
  await drawer.getByRole('button', { name: '试运行' }).click()
  await drawer.getByText('试运行结果：尚未保存').waitFor()
  await drawer.getByRole('button', { name: '确认录入' }).click()
  await page.getByText(`${year} 年放假通知已录入`).waitFor()
  await expect.poll(() => page.locator('td[data-reason="holiday"]').count()).toBe(3)
  await page.getByRole('region', { name: '通知与来源' }).getByText('测试通知').waitFor()
})

test('parameters and calendar are readable on a telephone, in English, in the dark and in large print', async () => {
  await using browser = await openBrowser({ ...telephone, language: 'en', mode: 'dark', size: 'care' })
  const page = await signIn(browser, 'administrator', '/parameters')
  await page.locator('.parameter-table tbody tr').first().waitFor()
  await expectNoSideways(page)
  await expectAccessible(page)
  await page.goto('/calendars?year=2026')
  await expect.poll(() => page.locator('.calendar-month').count()).toBe(12)
  await expectNoSideways(page)
  await expectAccessible(page)
  await screenshot(page, 'calendar-phone-en')
})
