import { expect, test } from 'vitest'
import {
  expectAccessible,
  expectNoSideways,
  openBrowser,
  screenshot,
  signIn,
  telephone,
} from '../../browser-test/browser.ts'
import { closeByKey } from '../../browser-test/keyboard.ts'
import { drawPhoto, openDesk, someWords } from '../../browser-test/report.ts'
import { complete, makeVerification, readArea, readMatter, upload } from '../../browser-test/round.ts'

test('核实: photos before beside after; not solved needs a reason, and it is done again', async () => {
  await using browser = await openBrowser(telephone)
  const page = await signIn(browser, 'grid-worker')
  const title = someWords('垃圾没有清走')
  const { id, dispatcher } = await makeVerification(page, title)
  await page.goto('/round')
  const waiting = page.getByRole('link', { name: new RegExp(`核实.*${title}`) })
  await waiting.waitFor()
  await page.getByRole('heading', { name: '片区在办' }).waitFor()
  await screenshot(page, 'round-phone')
  await waiting.click()
  await page.getByRole('heading', { level: 1, name: '核实' }).waitFor()
  const pair = page.getByRole('region', { name: '处置前后照片' })
  await pair.getByRole('button', { name: '放大查看：处置前 before.jpg' }).locator('img').waitFor()
  const after = pair.getByRole('button', { name: '放大查看：处置后 after.jpg' })
  await after.locator('img').waitFor()
  await expectNoSideways(page)
  await expectAccessible(page)
  await screenshot(page, 'round-verify-phone')
  await after.click()
  await page.getByRole('dialog').locator('img').waitFor()
  await closeByKey(page, page.getByRole('dialog'))
  await page.getByRole('radio', { name: '未处置' }).check()
  await page.getByRole('button', { name: '提交核实结果' }).click()
  await page.getByRole('link', { name: /^说明.+：请填写此项$/ }).waitFor()
  await page.getByLabel(/^说明/).fill('垃圾仍在原处，照片不是同一地点。')
  await page.getByLabel('照片', { exact: true }).setInputFiles(await drawPhoto(page, 'seen.jpg'))
  await page.getByText('已存在本机').waitFor()
  await page.getByRole('button', { name: '提交核实结果' }).click()
  await page.getByRole('heading', { name: '已发送' }).waitFor()
  // The photo belongs to the record; whoever closes it reads the reason, and sends it back to be done again.
  const { page: matter, elements } = await readMatter(dispatcher, id)
  expect(elements).toEqual(['check'])
  expect(matter['variables']).toMatchObject({
    verify_result: 'unsolved',
    verify_note: '垃圾仍在原处，照片不是同一地点。',
    verify_photos: [expect.any(String)],
  })
  await complete(dispatcher, id, { action: 'check_rework', return_reason: '核实未处置' })
  const { page: reworked } = await readMatter(dispatcher, id)
  expect(Object(reworked['variables']).rework_count).toBe(1)
})

test('核查 before a case is filed: what somebody else has done meanwhile is told, and nothing is sent twice', async () => {
  await using browser = await openBrowser(telephone)
  const page = await signIn(browser, 'grid-worker')
  const [worker, dispatcher] = await Promise.all([openDesk('grid-worker'), openDesk('district-dispatcher')])
  const { grid, place } = await readArea(worker)
  const photo = await upload(page, 'grid-worker', 'place.jpg')
  const title = someWords('有人反映井盖响')
  const variables = { description: title, grid, ...place, photos: [photo] }
  const { id } = await worker('/api/v1/matters', { pack: 'city-events', title, variables })
  await complete(dispatcher, String(id), { register_action: 'inspect' })
  const { task } = await readMatter(worker, String(id))
  await page.goto(`/round/${String(id)}/${task}`)
  await page.getByRole('heading', { level: 1, name: '核查' }).waitFor()
  await page.getByText(title).waitFor()
  await page.getByRole('button', { name: '在地图上看' }).click()
  await page.getByRole('application').locator('canvas').waitFor()
  await page.getByRole('button', { name: '收起地图' }).click()
  await page.getByRole('radio', { name: '属实', exact: true }).check()
  // A colleague of the grid was quicker.
  await complete(worker, String(id), { inspect_result: 'true', inspect_note: '井盖松动' })
  await page.getByText('这件已由他人办理，或已进入下一步。').waitFor()
  await expectAccessible(page)
  const { page: matter } = await readMatter(dispatcher, String(id))
  expect(matter['variables']).toMatchObject({ inspect_note: '井盖松动' })
})

test('everybody can use the round: both languages, 320 px, large print, in the dark, enlarged to 200 %', async () => {
  const wishes = [
    { width: 320, height: 640 },
    { ...telephone, size: 'care' },
    { width: 720, height: 450, language: 'en' },
    { ...telephone, mode: 'dark', language: 'en' },
  ] as const
  for (const wish of wishes) {
    await using browser = await openBrowser(wish)
    const page = await signIn(browser, 'grid-worker')
    const isChinese = !('language' in wish)
    await page.getByRole('heading', { name: isChinese ? '片区在办' : 'Open in my area' }).waitFor()
    await expectNoSideways(page)
    await expectAccessible(page)
    await page.getByRole('link', { name: isChinese ? '上报问题' : 'Report a problem' }).click()
    await page.getByLabel(isChinese ? '描述' : 'Description').waitFor()
    if ('mode' in wish) await screenshot(page, 'patrol-phone-en')
    await page.getByRole('button', { name: isChinese ? '提交' : 'Send' }).click()
    await page.getByRole('link', { name: isChinese ? /^描述：/ : /^Description/ }).waitFor()
    await expectNoSideways(page)
    await expectAccessible(page)
    // The screen itself goes up and down only, too.
    const wide = await page.locator('#screen').evaluate((one) => one.scrollWidth - one.clientWidth)
    expect(wide).toBeLessThanOrEqual(0)
    // What is pressed is at least as high as a thumb is wide.
    const low = await page
      .locator('.round button, .round .choice, .round .press')
      .evaluateAll((all) => all.filter((one) => one.clientHeight > 0 && one.clientHeight < 40).length)
    expect(low).toBe(0)
  }
})
