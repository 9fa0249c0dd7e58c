import { expect, test } from 'vitest'
import { expectAccessible, openBrowser, screenshot, signIn, telephone } from '../../browser-test/browser.ts'
import { drawPhoto, someWords } from '../../browser-test/report.ts'
import { countTitled, fillReport, makeVerification, readMatter } from '../../browser-test/round.ts'

test('without a line reports wait on the device with their photos, and are sent once when it is back', async () => {
  await using browser = await openBrowser(telephone)
  const { context } = browser
  const page = await signIn(browser, 'grid-worker')
  const words = [someWords('护栏断了'), someWords('路灯不亮')] as const
  await page.getByRole('link', { name: '上报问题' }).click()
  await page.getByRole('button', { name: '暴露垃圾' }).waitFor()
  await context.setOffline(true)
  await fillReport(page, words[0])
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('heading', { name: '没有网络，已存在本机' }).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: '再报一件' }).click()
  await fillReport(page, words[1])
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('heading', { name: '没有网络，已存在本机' }).waitFor()
  await page.getByRole('button', { name: '再报一件' }).click()
  await page.getByText('没有网络，2 件存在本机').waitFor()
  await page.getByRole('link', { name: '查看' }).click()
  const list = page.getByRole('list', { name: '未发送' })
  await expect.poll(() => list.getByText('等待网络').count()).toBe(2)
  await expectAccessible(page)
  await screenshot(page, 'patrol-unsent')
  await context.setOffline(false)
  await page.getByText('都已发送。').waitFor()
  for (const one of words) {
    expect(await countTitled(one)).toBe(1)
    await page.getByRole('link', { name: new RegExp(one) }).waitFor()
  }
})

test('an answer that is lost on its way makes no second report, and a page that is closed goes on where it was', async () => {
  await using browser = await openBrowser(telephone)
  const page = await signIn(browser, 'grid-worker')
  const words = someWords('窨井堵了')
  await page.getByRole('link', { name: '上报问题' }).click()
  await fillReport(page, words)
  // What is written is there when the page is opened anew, with its photo.
  await page.reload()
  await page.getByText('已存在本机').waitFor()
  expect(await page.getByLabel('描述').inputValue()).toBe(words)
  await page.route('**/api/v1/matters', async (route) => {
    await route.fetch()
    await route.abort()
  })
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('heading', { name: '没有网络，已存在本机' }).waitFor()
  await page.unrouteAll({ behavior: 'wait' })
  await page.goto('/round')
  await page.goto('/patrol?list=unsent')
  await page.getByRole('link', { name: new RegExp(words) }).waitFor()
  expect(await countTitled(words)).toBe(1)
})

test('a finding without a line is kept with its photo, and completes the task once', async () => {
  await using browser = await openBrowser(telephone)
  const { context } = browser
  const page = await signIn(browser, 'grid-worker')
  const { id, task, dispatcher } = await makeVerification(page, someWords('乱堆物清了没有'))
  await page.goto(`/round/${id}/${task}`)
  await page.getByRole('radio', { name: '已处置' }).waitFor()
  await context.setOffline(true)
  await page.getByRole('radio', { name: '已处置' }).check()
  await page.getByLabel('照片', { exact: true }).setInputFiles(await drawPhoto(page, 'clean.jpg'))
  await page.getByText('已存在本机').waitFor()
  await page.getByRole('button', { name: '提交核实结果' }).click()
  await page.getByRole('heading', { name: '没有网络，已存在本机' }).waitFor()
  await context.setOffline(false)
  await page.getByRole('heading', { name: '已发送' }).waitFor()
  const { elements, page: matter } = await readMatter(dispatcher, id)
  expect(elements).toEqual(['check'])
  expect(matter['variables']).toMatchObject({ verify_result: 'solved', verify_photos: [expect.any(String)] })
})

test('what the service refuses waits for its writer, with the reason', async () => {
  await using browser = await openBrowser(telephone)
  const page = await signIn(browser, 'grid-worker')
  const words = someWords('树枝挡住信号灯')
  await page.getByRole('link', { name: '上报问题' }).click()
  await fillReport(page, words)
  await page.route('**/api/v1/matters', (route) =>
    route.fulfill({
      status: 422,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        code: 'form_refused',
        status: 422,
        title: '填写有误',
        detail: '描述太短，请补充。',
      }),
    }),
  )
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('heading', { name: '没有发送成功' }).waitFor()
  await page.getByText('描述太短，请补充。').waitFor()
  await expectAccessible(page)
  await page.unrouteAll({ behavior: 'wait' })
  await page.getByRole('button', { name: '返回修改' }).click()
  await page.getByText('描述太短，请补充。').waitFor()
  await page.getByText('已上传').waitFor()
  await page.getByLabel('描述').fill(`${words}，行人看不见灯`)
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('heading', { name: '已发送' }).waitFor()
  expect(await countTitled(`${words}，行人看不见灯`)).toBe(1)
})
