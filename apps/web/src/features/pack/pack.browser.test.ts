import { readFileSync } from 'node:fs'
import { openZip, writeZip } from '@duibiao/sheet'
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

test('an administrator reads a pack: what it holds, its diagram, its steps, its clocks', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'administrator', '/packs')
  await page.getByRole('link', { name: '12345 接诉即办' }).click()
  await page.waitForURL('**/packs/hotline')
  await page.getByText(/在办事项按这一版办理/).waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: '流程', exact: true }).click()
  await page.locator('.djs-container .djs-element').first().waitFor()
  await page.locator('summary').filter({ hasText: '逐步列出' }).click()
  await page
    .getByRole('cell', { name: /受理登记|受理/ })
    .first()
    .waitFor()
  await expectAccessible(page)
  await screenshot(page, 'pack-procedure')
  await page.getByRole('link', { name: '时限', exact: true }).click()
  const handling = page.getByRole('row').filter({ hasText: '受理时限' })
  await handling.getByText('2 小时').waitFor()
  await handling.getByText('默认值，未经确认').waitFor()
  await expectAccessible(page)
})

test('a decision table is read in words, and as drawn by dmn-js under the policy of the page', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'administrator', '/packs/hotline?tab=decision&part=list-check')
  const table = page.getByRole('table', { name: /履职清单校核/ })
  await table.getByText('任意').first().waitFor()
  await table.getByRole('columnheader', { name: '承办对象' }).waitFor()
  await expectAccessible(page)
  await screenshot(page, 'pack-decision')
  await page.getByRole('button', { name: '看原图（DMN）' }).click()
  await page.locator('.dmn-decision-table-container').waitFor()
  await expect.poll(() => page.locator('.dmn-decision-table-container tbody tr').count()).toBeGreaterThan(3)
  await expectAccessible(page)
})

test('forms are previewed, documents, codes and words are read', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'administrator', '/packs/city-events?tab=form&part=handle')
  await page.getByRole('button', { name: '检查填写' }).waitFor()
  await expectAccessible(page)
  await page.goto('/packs/city-events?tab=document')
  await page.locator('.pack-document mark').first().waitFor()
  await expectAccessible(page)
  await page.goto('/packs/city-events?tab=code')
  await page.getByRole('searchbox', { name: '按代码或名称查找' }).fill('路灯')
  await page.getByRole('cell', { name: /路灯/ }).first().waitFor()
  await expectAccessible(page)
  await page.goto('/packs/city-events?tab=text')
  await page.getByRole('searchbox', { name: '查找文字' }).fill('form.handle')
  await page.getByText('form.handle', { exact: true }).first().waitFor()
  await expectAccessible(page)
})

test('a pack is downloaded, changed, tried, installed, and compared; a faulty one is refused with every fault', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'administrator', '/packs/whistle')
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载（ZIP）' }).click(),
  ])
  const zip = openZip(new Uint8Array(readFileSync(await saved.path())), {
    parts: 1000,
    unpacked: 100_000_000,
  })
  const files = new Map<string, string>()
  for (const name of zip.names()) files.set(name, new TextDecoder().decode(await zip.bytes(name)))
  async function upload(changes: Readonly<Record<string, string>>): Promise<void> {
    const all = new Map([...files, ...Object.entries(changes)])
    const buffer = Buffer.from(await writeZip([...all].map(([name, text]) => ({ name, text: [text] }))))
    await page
      .getByLabel('治理包文件*')
      .setInputFiles({ name: 'whistle.zip', mimeType: 'application/zip', buffer })
    await page.getByRole('button', { name: '试运行' }).click()
  }
  await page.goto('/packs/install')
  await upload({ 'pack.yaml': `${files.get('pack.yaml') ?? ''}\nnonsense: true\n` })
  await page.getByText(/不能安装：有 \d+ 个错误/).waitFor()
  await expectAccessible(page)
  const version = `0.${Number.parseInt(crypto.randomUUID().slice(0, 5), 16)}.0`
  const manifest = (files.get('pack.yaml') ?? '').replace(/^version: .*$/m, `version: ${version}`)
  await upload({ 'pack.yaml': manifest })
  const report = page.getByRole('region', { name: '试运行结果' })
  await report.getByText(`${version}，将成为第`).waitFor()
  await report.getByText('新事项从此按').waitFor()
  await report.getByText('清单').waitFor()
  await expectAccessible(page)
  await screenshot(page, 'pack-install')
  await report.getByRole('button', { name: `安装 ${version}` }).click()
  await page.waitForURL(/\/packs\/whistle@\d+\?tab=version/)
  await page.getByText('新事项按此版办理').waitFor()
  await page.getByText('改动').first().waitFor()
  await page.getByText('按当前软件的规则检查，没有发现问题').waitFor()
  const { rows } = (await ask(page, '/api/v1/packs?name=whistle')) as {
    readonly rows: readonly { readonly version: string; readonly is_newest: boolean }[]
  }
  expect(rows).toMatchObject([{ version, is_newest: true }])
})

test('packs are readable on a telephone, in English, in the dark and in large print', async () => {
  await using browser = await openBrowser({ ...telephone, language: 'en', mode: 'dark', size: 'care' })
  const page = await signIn(browser, 'administrator', '/packs')
  await page.getByRole('link', { name: 'Hotline 12345' }).waitFor()
  await expectNoSideways(page)
  await expectAccessible(page)
  for (const tab of ['overview', 'clock', 'decision', 'version']) {
    await page.goto(`/packs/hotline?tab=${tab}`)
    await page.locator('.pack-panel h3, .pack-panel table').first().waitFor()
    await expectNoSideways(page)
    await expectAccessible(page)
  }
})
