import type { Page } from 'playwright-core'
import { openDesk } from './made-matter.ts'

/** The parameters of a pack that let demands be dispatched without a person. */
export const allowed = { title: '自动派单', name: 'automatic_dispatch' }
export const least = {
  title: '自动派单：类别和单位的把握至少多少',
  name: 'automatic_dispatch_probability',
}

/** The day in the district at an instant. */
export function dayOf(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10)
}

/** Whatever happens in between, people dispatch again afterwards: other tests share the district. */
export async function restoringDispatch(today: string): Promise<AsyncDisposable> {
  const desk = await openDesk('administrator')
  return {
    async [Symbol.asyncDispose]() {
      const ground = { from: today, legal_basis: { law: '测试结束', article: '1' } }
      const settings = [
        { name: allowed.name, value: 'false' },
        { name: least.name, value: null },
      ]
      for (const setting of settings) {
        await desk.post('/api/v1/packs/hotline/settings', { kind: 'parameter', ...setting, ...ground })
      }
    },
  }
}

interface Settled {
  readonly value: string
  readonly from: string
}

/** Records what a parameter is from a day on, as an administrator at the page of parameters. */
export async function settleParameter(page: Page, title: string, { value, from }: Settled): Promise<void> {
  await page.getByRole('button', { name: `${title}：设置与历史`, exact: true }).click()
  const drawer = page.getByRole('dialog', { name: title, exact: true })
  const input = drawer.getByLabel('值*')
  await input.waitFor()
  const isChoice = (await input.evaluate((element) => element.tagName)) === 'SELECT'
  if (isChoice) await input.selectOption(value)
  else await input.fill(value)
  await drawer.getByLabel('生效日*').fill(from)
  await drawer.getByLabel('依据文件*').fill('明湖区政府常务会议纪要')
  await drawer.getByLabel('条款或文号*').fill(`测试-${crypto.randomUUID().slice(0, 8)}`)
  await drawer.getByRole('button', { name: '记录这项决定' }).click()
  await drawer.waitFor({ state: 'detached' })
}
