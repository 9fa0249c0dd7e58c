import { randomInt } from 'node:crypto'
import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import {
  expectAccessible,
  expectNoSideways,
  openBrowser,
  screenshot,
  telephone,
} from '../../browser-test/browser.ts'
import { pressOn, tabTo } from '../../browser-test/keyboard.ts'
import { drawPhoto, openDesk, signInAsResident, someWords } from '../../browser-test/report.ts'

const received = { name: '已收到您的反映' } as const

test('on a telephone: a photo, a pin on the map, a few words; what is open nearby; then number, code, due date and why', async () => {
  await using browser = await openBrowser(telephone)
  const { page } = browser
  const words = someWords('路灯不亮')
  await page.goto('/public')
  await page.getByRole('link', { name: '我要反映' }).click()
  await page.getByLabel('照片').setInputFiles(await drawPhoto(page))
  await page.getByText('已存在本机，登录后上传').waitFor()
  await page.getByRole('button', { name: '在地图上点选' }).click()
  const map = page.getByRole('application')
  await map.locator('canvas').waitFor()
  const picked = page.getByText(/^位置：.+(街道|镇)/)
  // A place of its own, so that few reports of others are nearer.
  const position = { x: randomInt(130, 200), y: randomInt(140, 210) }
  // The map takes presses once its areas are there.
  async function press(): Promise<boolean> {
    await map.locator('canvas').click({ position })
    return picked.waitFor({ timeout: 3000 }).then(
      () => true,
      () => false,
    )
  }
  await expect.poll(press).toBe(true)
  await expectNoSideways(page)
  await screenshot(page, 'report-phone-map')
  await page.getByRole('button', { name: '收起地图' }).click()
  await page.getByLabel('描述').fill(words)
  await page.getByText('最多 4,000 字，已写 11 字').waitFor()
  await page.getByRole('link', { name: '我要反映' }).scrollIntoViewIfNeeded()
  await screenshot(page, 'report-phone')
  const spot = await page.evaluate(() => JSON.parse(localStorage.getItem('duibiao.report') ?? '{}').spot)
  const other = {
    description: someWords('灯杆上的线断了'),
    longitude: spot.longitude,
    latitude: spot.latitude,
  }
  const staff = await openDesk('district-dispatcher')
  await staff('/api/v1/matters', { pack: 'city-events', title: other.description, variables: other })
  await page.getByRole('button', { name: '提交' }).click()
  await signInAsResident(page)
  await page.getByText(other.description).waitFor()
  await expectAccessible(page)
  await screenshot(page, 'report-phone-nearby')
  await page.getByRole('button', { name: '都不是，继续提交' }).click()
  await page.getByRole('heading', received).waitFor()
  await page
    .getByText(/24:00 前/)
    .first()
    .waitFor()
  await page.getByText(/^逐日计算/).click()
  await page.getByText(/第 1 日/).waitFor()
  await page.getByText(/^逐日计算/).click()
  await expectAccessible(page)
  await screenshot(page, 'report-phone-receipt')
  const [number = '', code = ''] = await page.locator('.receipt-large').allInnerTexts()
  expect(number).toMatch(/^AJ-\d{4}-\d{6}$/)
  await page.getByRole('link', { name: '查看进度' }).click()
  await page.getByText(words).waitFor()
  // And without the account, by number and code.
  await browser.context.clearCookies()
  await page.goto('/public')
  await page.getByLabel('编号').fill(number)
  await page.getByLabel('查询码').fill(code)
  await page.getByRole('button', { name: '查询', exact: true }).click()
  await page.getByText('正在办理').waitFor()
  await page.getByText('为什么是这个日期').waitFor()
  await screenshot(page, 'follow-phone-open')
})

test('on a desktop: where one is when that is pressed, and joining what a neighbour reported', async () => {
  await using browser = await openBrowser()
  const { page, context } = browser
  const staff = await openDesk('district-dispatcher')
  const { rows } = await staff('/api/v1/matters?limit=50&pack=city-events')
  const placed = (Array.isArray(rows) ? rows : [])
    .map((row) => Object(row).place)
    .find((place) => place !== undefined)
  // A place of its own, a little off another.
  const place = { longitude: placed.longitude + randomInt(1000) / 500_000, latitude: placed.latitude }
  const title = someWords('井盖松动')
  await staff('/api/v1/matters', { pack: 'city-events', title, variables: { description: title, ...place } })
  await context.grantPermissions(['geolocation'])
  await context.setGeolocation(place)
  await page.goto('/public/report')
  await page.getByLabel('描述').fill('井盖一踩就响')
  await page.getByRole('button', { name: '我现在的位置' }).click()
  await page.getByText(/^位置：.+(街道|镇)/).waitFor()
  await page.getByRole('button', { name: '提交' }).click()
  await signInAsResident(page)
  await page.getByRole('button', { name: `一并反映：${title}` }).click()
  await page.getByRole('heading', { name: '已一并反映' }).waitFor()
  await page.getByRole('link', { name: '查看进度' }).click()
  await page.getByText(title).waitFor()
  await page.goto('/public/mine')
  await page.getByRole('link', { name: title }).waitFor()
  await screenshot(page, 'mine')
})

test('with the keyboard alone: from the first page to the number', async () => {
  await using browser = await openBrowser({ language: 'en' })
  const { page } = browser
  await page.goto('/public')
  await page.getByRole('heading', { level: 1 }).waitFor()
  const press = (target: Locator) => pressOn(page, target)
  await press(page.getByRole('link', { name: 'Report', exact: true }))
  await page.getByRole('heading', { name: 'Report' }).waitFor()
  await tabTo(page, page.getByLabel('Address or place in words'))
  await page.keyboard.type('North gate of the market')
  await press(page.getByText('Choose street and community'))
  const street = page.getByLabel('Street')
  await street.locator('option').nth(1).waitFor({ state: 'attached' })
  await tabTo(page, street)
  await page.keyboard.press('ArrowDown')
  const community = page.getByLabel('Community')
  await community.locator('option').nth(1).waitFor({ state: 'attached' })
  await tabTo(page, community)
  await page.keyboard.press('ArrowDown')
  await page.getByText(/^Place: /).waitFor()
  await tabTo(page, page.getByLabel('Description'))
  await page.keyboard.type(someWords('A lamp is out'))
  await screenshot(page, 'report-en')
  await press(page.getByRole('button', { name: 'Send' }))
  await press(page.getByRole('button', { name: 'Sign in with account and password' }))
  await tabTo(page, page.getByLabel('Account'))
  await page.keyboard.type('resident')
  await tabTo(page, page.getByLabel('Password'))
  await page.keyboard.type('lantern-heron-paper-lake')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'We have your report' }).waitFor()
  await press(page.getByRole('link', { name: 'See how far it is' }))
  await page.getByText('Being handled').first().waitFor()
})

test('everybody can use it: both languages, 320 px, large print, enlarged to 200 %', async () => {
  const wishes = [
    { width: 320, height: 640 },
    { ...telephone, size: 'care' },
    { width: 720, height: 450, language: 'en' },
    { ...telephone, mode: 'dark', language: 'en' },
  ] as const
  for (const wish of wishes) {
    await using browser = await openBrowser(wish)
    const { page } = browser
    const isChinese = !('language' in wish)
    await page.goto('/public/report')
    await page.getByText(isChinese ? '按街道、社区选择' : 'Choose street and community').click()
    await page.getByText(isChinese ? '补充信息（可不填）' : 'More (may be left empty)').click()
    await page.getByRole('button', { name: isChinese ? '提交' : 'Send' }).click()
    await page.getByRole('link', { name: isChinese ? '描述：请填写此项' : /^Description/ }).waitFor()
    await expectNoSideways(page)
    await expectAccessible(page)
    if ('size' in wish) await screenshot(page, 'report-phone-care')
    await page.goto('/public/mine')
    await page.getByRole('heading', { level: 2 }).waitFor()
    await expectNoSideways(page)
    await expectAccessible(page)
  }
})
