import { Buffer } from 'node:buffer'
import { expect, test } from 'vitest'
import { expectAccessible, openBrowser, telephone } from '../../browser-test/browser.ts'
import { countReports, drawPhoto, signInAsResident, someWords } from '../../browser-test/report.ts'

const received = { name: '已收到您的反映' } as const

test('on a bad line words, place and photos are kept, and the report is sent exactly once', async () => {
  await using browser = await openBrowser(telephone)
  const { page, context } = browser
  const words = someWords('下水道返味')
  await page.goto('/public/mine')
  await signInAsResident(page)
  await page.getByText('退出登录').waitFor()
  await page.goto('/public/report')
  await page.getByLabel('照片').setInputFiles(await drawPhoto(page))
  await page.getByText('已上传').waitFor()
  await page.getByLabel('地址或位置说明').fill('菜场北门')
  await page.getByLabel('描述').fill(words)
  await page.reload()
  await page.getByText('已上传').waitFor()
  expect(await page.getByLabel('描述').inputValue()).toBe(words)
  expect(await page.getByLabel('地址或位置说明').inputValue()).toBe('菜场北门')
  // The service takes it, and the answer is lost on its way.
  await page.route('**/api/v1/matters', async (route) => {
    await route.fetch()
    await route.abort()
  })
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByText('网络断了，正在重试').waitFor()
  await page.getByText(/网络恢复后自动提交，不会重复/).waitFor()
  // Somebody closes the page and opens it again: it goes on by itself, under the same key.
  await page.unrouteAll({ behavior: 'wait' })
  await page.reload()
  await page.getByRole('heading', received).waitFor()
  expect(await countReports(words)).toBe(1)
  // The next one, with no line at all for a while.
  const next = someWords('垃圾没人收')
  await page.getByRole('button', { name: '再反映一件' }).click()
  expect(await page.getByLabel('描述').inputValue()).toBe('')
  await page.getByLabel('描述').fill(next)
  await context.setOffline(true)
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByText('网络断了，正在重试').waitFor()
  await context.setOffline(false)
  await page.getByRole('heading', received).waitFor()
  expect(await countReports(next)).toBe(1)
})

test('a session that is over in the middle of the form is renewed over the page, and the report goes on', async () => {
  await using browser = await openBrowser(telephone)
  const { page, context } = browser
  const words = someWords('公交站牌倒了')
  await page.goto('/public/mine')
  await signInAsResident(page)
  await page.getByText('退出登录').waitFor()
  await page.getByRole('link', { name: '我要反映' }).click()
  await page.getByLabel('描述').fill(words)
  await context.clearCookies()
  await page.getByLabel('照片').setInputFiles(await drawPhoto(page))
  const dialog = page.getByRole('dialog')
  await dialog.getByText('登录后接着办，已填的内容都在。').waitFor()
  await expectAccessible(page)
  await signInAsResident(page)
  await page.getByText('已上传').waitFor()
  expect(await page.getByLabel('描述').inputValue()).toBe(words)
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('heading', received).waitFor()
  expect(await countReports(words)).toBe(1)
})

test('photos that cannot be are told in a sentence each, one of 20 MB is shrunk, and what people write stays text', async () => {
  await using browser = await openBrowser(telephone)
  const { page } = browser
  await page.goto('/public/mine')
  await signInAsResident(page)
  await page.getByText('退出登录').waitFor()
  await page.goto('/public/report')
  const photo = await drawPhoto(page, 'large.jpg')
  const heic = Buffer.from('\0\0\0\u0018ftypheic\0\0\0\0mif1heic', 'latin1')
  const files = page.getByLabel('照片')
  await files.setInputFiles([
    { name: 'IMG_1.HEIC', mimeType: 'image/heic', buffer: heic },
    { name: 'broken.jpg', mimeType: 'image/jpeg', buffer: photo.buffer.subarray(0, 40) },
    { name: 'words.txt', mimeType: 'text/plain', buffer: Buffer.from('a') },
    { ...photo, buffer: Buffer.concat([photo.buffer, Buffer.alloc(20 * 1024 * 1024)]) },
  ])
  await page.getByText(/这是 HEIC 照片/).waitFor()
  await page.getByText(/这张照片已损坏/).waitFor()
  await page.getByText(/这不是照片/).waitFor()
  await page.getByText('已上传').waitFor()
  const description = page.getByLabel('描述')
  await description.fill('长'.repeat(10_000))
  await page.getByText('最多 4,000 字，超出 6,000 字，请删减').waitFor()
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('link', { name: /最多 4000 个字/ }).click()
  expect(await description.evaluate((one) => one === document.activeElement)).toBe(true)
  const words = `<img src=x onerror=alert(1)> 👩‍🚒 \u202Eabc\u202C ${someWords('')}`
  await description.fill(words)
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('heading', received).waitFor()
  await page.getByRole('link', { name: '查看进度' }).click()
  await page.getByText('<img src=x onerror=alert(1)> 👩‍🚒').waitFor()
  expect(await page.locator('main img').count()).toBe(0)
})
