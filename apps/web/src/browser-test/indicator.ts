import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { ask } from './browser.ts'

interface Listed {
  readonly rows: readonly { readonly id: string; readonly latest?: { readonly period: string } }[]
}

export const minute = 60_000

/** The id of 解决率. */
export const solved = 'hotline.solved_rate'

/**
 * The newest closed month that has cases of it. A job counts all matters in steps behind the requests: a young service may
 * need minutes for its first numbers.
 */
export async function waitForNumbers(page: Page): Promise<string> {
  async function newest(): Promise<string> {
    const { rows } = (await ask(page, '/api/v1/indicators')) as Listed
    return rows.find(({ id }) => id === solved)?.latest?.period ?? ''
  }
  await expect.poll(newest, { timeout: 8 * minute, interval: 500 }).toMatch(/^\d{4}-\d{2}$/)
  return newest()
}
