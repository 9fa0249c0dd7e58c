import { expect, test } from 'vitest'
import {
  expectAccessible,
  expectNoSideways,
  openBrowser,
  screenshot,
  signIn,
  telephone,
} from '../../browser-test/browser.ts'
import { drawPhoto, openDesk, someWords } from '../../browser-test/report.ts'
import { countTitled, readArea, readMatter } from '../../browser-test/round.ts'

test('a community clerk takes in a call: an open report nearby is the same, both are answered, and the receipt is printed', async () => {
  await using browser = await openBrowser()
  const { context } = browser
  const staff = await openDesk('district-dispatcher')
  const { place } = await readArea(await openDesk('grid-worker'))
  const { posts } = await (await openDesk('community-clerk'))('/api/v1/me')
  const [{ office_name: office }] = posts as readonly [{ readonly office_name: string }]
  const title = someWords('下水道堵了')
  const variables = { description: title, ...place }
  const other = await staff('/api/v1/matters', { pack: 'city-events', title, variables })
  await context.grantPermissions(['geolocation'])
  await context.setGeolocation(place)
  const page = await signIn(browser, 'community-clerk')
  await page.waitForURL('**/intake')
  await page.getByRole('radio', { name: '来电' }).check()
  await page.getByLabel('反映人姓名').fill('李秀英')
  await page.getByLabel('反映人电话').fill('14200001234')
  const words = someWords('楼前污水漫出来')
  await page.getByLabel('反映内容').fill(words)
  await page.getByRole('button', { name: '我现在的位置' }).click()
  await page.getByText(/^位置：.+(街道|镇)/).waitFor()
  await page.getByRole('combobox', { name: '类别' }).fill('雨水井盖')
  await page.getByRole('option', { name: /雨水井盖异常/ }).click()
  await page.getByLabel('照片').setInputFiles(await drawPhoto(page))
  await page.getByText('已存在本机').waitFor()
  // Nobody is asked for degrees, nor for which kind a code is of.
  expect(await page.getByLabel(/^(经度|纬度)/).count()).toBe(0)
  expect(await page.getByRole('group', { name: '类别' }).getByRole('radio').count()).toBe(0)
  await expectAccessible(page)
  await screenshot(page, 'intake')
  await page.getByRole('button', { name: '提交', exact: true }).click()
  await page.getByRole('button', { name: `同一件事，一并答复：${title}` }).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: `同一件事，一并答复：${title}` }).click()
  await page.getByRole('heading', { name: '受理回执' }).waitFor()
  await page
    .getByText(/24:00 前/)
    .first()
    .waitFor()
  await page.getByText(office).first().waitFor()
  await expectAccessible(page)
  await screenshot(page, 'intake-receipt')
  const [number = '', code = ''] = await page.locator('.receipt-large').allInnerTexts()
  const { page: matter } = await readMatter(staff, number)
  expect(matter['variables']).toMatchObject({
    source: 'phone',
    kind: 'event',
    code: '01003',
    linked_case: other['number'],
    ...place,
  })
  // What is printed is the slip alone.
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByRole('button', { name: '打印回执' }).isVisible()).toBe(false)
  expect(await page.locator('.shell-head').isVisible()).toBe(false)
  expect(await page.getByText(number).first().isVisible()).toBe(true)
  await page.emulateMedia({ media: 'screen' })
  // Whoever reported follows it with number and code, without an account.
  await using home = await openBrowser(telephone)
  await home.page.goto('/public')
  await home.page.getByLabel('编号').fill(number)
  await home.page.getByLabel('查询码').fill(code)
  await home.page.getByRole('button', { name: '查询', exact: true }).click()
  await home.page.getByText('正在办理').waitFor()
  await page.getByRole('button', { name: '再受理一件' }).click()
  expect(await page.getByLabel('反映内容').inputValue()).toBe('')
  await page.getByRole('button', { name: new RegExp(words) }).click()
  await page.getByRole('heading', { name: '受理回执' }).waitFor()
})

test('a window clerk takes in a demand; with the service away it is kept, and sent once', async () => {
  await using browser = await openBrowser()
  const { context } = browser
  const page = await signIn(browser, 'window-clerk')
  await page.waitForURL('**/intake')
  await page.getByRole('radio', { name: /诉求、咨询/ }).check()
  const words = someWords('咨询居住证怎么办')
  await page.getByRole('button', { name: '提交', exact: true }).click()
  await page.getByRole('link', { name: '标题：请填写此项' }).waitFor()
  await page.getByRole('radio', { name: '到场' }).check()
  await page.getByRole('radio', { name: '咨询', exact: true }).check()
  await page.getByLabel('标题').fill(words)
  await page.getByLabel('诉求人姓名').fill('王建国')
  await page.reload()
  expect(await page.getByLabel('标题').inputValue()).toBe(words)
  await page.getByLabel('联系电话').fill('14200005678')
  await context.setOffline(true)
  await page.getByRole('button', { name: '提交', exact: true }).click()
  await page.getByRole('heading', { name: '服务暂时连不上，正在重试' }).waitFor()
  await expectAccessible(page)
  await context.setOffline(false)
  await page.getByRole('heading', { name: '受理回执' }).waitFor()
  const number = await page.locator('.receipt-large').first().innerText()
  expect(number).toMatch(/^JB-/)
  // The window that took it in stands in the record.
  const { page: matter } = await readMatter(await openDesk('district-dispatcher'), number)
  expect(matter['variables']).toMatchObject({ channel_in: 'window', demand_type: 'consultation' })
  expect(Object(matter['variables']).intake_office).toMatch(/^window-/)
  expect(await countTitled(words, 'hotline')).toBe(1)
})

test('everybody can use the counter: both languages, 320 px, large print, in the dark, by keyboard', async () => {
  const wishes = [
    { width: 320, height: 640 },
    { ...telephone, size: 'care' },
    { width: 720, height: 450, language: 'en' },
    { mode: 'dark', language: 'en' },
  ] as const
  for (const wish of wishes) {
    await using browser = await openBrowser(wish)
    const page = await signIn(browser, 'window-clerk')
    const isChinese = !('language' in wish)
    await page.getByLabel(isChinese ? '反映内容' : 'What is reported').waitFor()
    if ('mode' in wish) await screenshot(page, 'intake-en')
    await page.getByRole('button', { name: isChinese ? '提交' : 'Send', exact: true }).click()
    await page.getByRole('link', { name: isChinese ? /^来源：/ : /^How it came/ }).waitFor()
    await page.getByText(isChinese ? '按街道、社区选择' : 'Choose street and community').click()
    await expectNoSideways(page)
    const wide = await page.locator('#screen').evaluate((one) => one.scrollWidth - one.clientWidth)
    expect(wide).toBeLessThanOrEqual(0)
    await expectAccessible(page)
  }
})

test('what a clerk writes down suggests a category, to be taken and changed, and tells of danger before it is sent', async () => {
  await using browser = await openBrowser()
  const staff = await openDesk('district-dispatcher')
  const page = await signIn(browser, 'community-clerk')
  await page.waitForURL('**/intake')
  await page.getByRole('radio', { name: '来电' }).check()
  const words = someWords('人行道上乱停共享单车')
  // The district makes its first models after its start.
  const sorted = { pack: 'city-events', variables: { description: words } }
  async function first(): Promise<unknown> {
    const { is_sure: isSure, categories } = await staff('/api/v1/suggestions', sorted)
    return isSure === true ? (categories as readonly { readonly name: string }[])[0]?.name : undefined
  }
  await expect.poll(first).toBeDefined()
  const name = String(await first())
  await page.getByLabel('反映内容').fill(words)
  await page.getByText(`建议类别：${name}`).waitFor()
  await page.getByRole('button', { name: '采用' }).click()
  await page.getByText('类别按建议填写，可以改。').waitFor()
  expect(await page.getByLabel('反映内容').inputValue()).toBe(words)
  expect(await page.getByRole('radio', { name: '来电' }).isChecked()).toBe(true)
  await expect.poll(() => page.getByRole('combobox', { name: '类别' }).inputValue()).toContain(name)
  await page.getByLabel('反映内容').fill(`${words}，还有人触电了`)
  await page.getByText(/写到触电、漏电：如果正在发生，请先转 119、120/).waitFor()
  await expectAccessible(page)
  await expectNoSideways(page)
})
