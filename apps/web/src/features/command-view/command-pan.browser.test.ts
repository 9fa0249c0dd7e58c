import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { openBrowser, signIn } from '../../browser-test/browser.ts'

/** What is measured while the map is dragged to and fro. */
interface Panning {
  readonly points: number
  readonly frames: number
  readonly seconds: number
  /** Milliseconds of scripts for each frame that was drawn. */
  readonly script: number
  /** Milliseconds of everything on the main thread for each frame. */
  readonly task: number
}

const lamps = ['red', 'yellow', 'green', 'none'] as const

/** So many points in the district, the same in every run, in place of those that the service has. */
async function placePoints(page: Page, count: number): Promise<void> {
  let seed = 7
  function next(): number {
    seed = (seed * 48_271) % 2_147_483_647
    return seed / 2_147_483_647
  }
  const rows = Array.from({ length: count }, (_, index) => ({
    id: `point-${index}`,
    number: `P-${index}`,
    longitude: 115.43 + next() * 0.125,
    latitude: 33.465 + next() * 0.09,
    pack: 'hotline',
    lamp: lamps[Math.floor(next() * 4)],
  }))
  await page.route('**/api/v1/matter-points*', (route) => route.fulfill({ json: { rows } }))
}

/** Drags the map about for three seconds, and counts the frames that come meanwhile. */
async function pan(page: Page, points: number): Promise<Panning> {
  await placePoints(page, points)
  await page.goto('/command')
  await page
    .locator('.command-foot')
    .filter({ hasText: new RegExp(`图上 ${points.toLocaleString('en')} `) })
    .waitFor()
  const canvas = page.locator('.area-map canvas')
  await canvas.waitFor()
  const box = await canvas.boundingBox()
  if (box === null) throw new Error('the map is not drawn')
  const session = await page.context().newCDPSession(page)
  // Time of the processor: waiting for a busy machine or for the software that draws is not the work of scripts.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  async function readTimes(): Promise<{ readonly script: number; readonly task: number }> {
    const { metrics } = await session.send('Performance.getMetrics')
    const times = new Map(metrics.map(({ name, value }) => [name, value]))
    return { script: times.get('ScriptDuration') ?? 0, task: times.get('TaskDuration') ?? 0 }
  }
  const before = await readTimes()
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  const counting = page.evaluate(
    () =>
      new Promise<{ readonly frames: number; readonly seconds: number }>((resolve) => {
        const begun = performance.now()
        let frames = 0
        requestAnimationFrame(function next(now) {
          frames += 1
          const spent = now - begun
          if (spent < 3000) requestAnimationFrame(next)
          else resolve({ frames, seconds: spent / 1000 })
        })
      }),
  )
  let isOver = false
  const counted = counting.finally(() => (isOver = true))
  for (let step = 0; !isOver; step += 1) {
    await page.mouse.move(x + 120 * Math.sin(step / 9), y + 80 * Math.sin(step / 7))
  }
  const { frames, seconds } = await counted
  const after = await readTimes()
  await page.mouse.up()
  await page.waitForURL('**/command?at=*')
  const each = (name: 'script' | 'task') => ((after[name] - before[name]) * 1000) / Math.max(1, frames)
  return { points, frames, seconds, script: each('script'), task: each('task') }
}

/** A frame at 30 per second, milliseconds. */
const frame = 1000 / 30

test('the map with 10,000 points is dragged with less script in each frame than 30 frames a second leave', async () => {
  await using browser = await openBrowser()
  const page = await signIn(browser, 'leader', '/command')
  const rows: Panning[] = []
  for (const points of [0, 10_000]) rows.push(await pan(page, points))
  const lines = rows.map(({ points, frames, seconds, script, task }) =>
    [points, (frames / seconds).toFixed(1), script.toFixed(1), task.toFixed(1), (frame / script).toFixed(1)]
      .map((cell) => String(cell).padStart(16))
      .join(''),
  )
  const renderer = await page.evaluate(() => {
    const context = document.createElement('canvas').getContext('webgl2')
    const info = context?.getExtension('WEBGL_debug_renderer_info')
    return String(info && context?.getParameter(info.UNMASKED_RENDERER_WEBGL))
  })
  const head = ['points', 'frames/s', 'script ms/frame', 'thread ms/frame', 'room (×)']
  console.log([`drawn by ${renderer}`, head.map((one) => one.padStart(16)).join(''), ...lines].join('\n'))
  const [, full] = rows
  expect(full?.frames).toBeGreaterThan(0)
  // What is drawn in software is as quick as the machine has cores; scripts are ours, and must leave half of the frame.
  expect(full?.script).toBeLessThan(frame / 2)
  expect(full?.task).toBeLessThan(frame)
})
