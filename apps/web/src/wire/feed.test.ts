import { expect, test } from 'vitest'
import { makeFeed } from './feed.ts'
import type { LineEvents, OpenLine } from './feed.ts'

interface Line extends LineEvents {
  isClosed: boolean
}

function makeLines() {
  const lines: Line[] = []
  const open: OpenLine = (events) => {
    const line: Line = { ...events, isClosed: false }
    lines.push(line)
    return () => {
      line.isClosed = true
    }
  }
  return { lines, open }
}

test('one line serves everybody who listens, and is closed with the last of them', () => {
  const { lines, open } = makeLines()
  const feed = makeFeed(open, () => Promise.resolve())
  const heard: string[] = []
  const first = feed.listen(({ event }) => heard.push(`first ${event}`))
  const second = feed.listen(({ event }) => heard.push(`second ${event}`))
  lines[0]?.hear('{"event":"reload"}')
  expect(heard).toEqual(['first reload', 'second reload'])
  first()
  expect(lines.map(({ isClosed }) => isClosed)).toEqual([false])
  second()
  expect(lines.map(({ isClosed }) => isClosed)).toEqual([true])
})

test('a line that the service refused is asked for again after a while, unless nobody listens any more', async () => {
  const { lines, open } = makeLines()
  let pass = () => {}
  const feed = makeFeed(open, () => new Promise((resolve) => (pass = resolve)))
  const leave = feed.listen(() => {})
  lines[0]?.lost()
  expect(lines.length).toBe(1)
  pass()
  await Promise.resolve()
  expect(lines.length).toBe(2)
  lines[1]?.lost()
  leave()
  pass()
  await Promise.resolve()
  expect(lines.length).toBe(2)
})

test('who had no line for a while is told to ask again once there is one; who waits for the first has asked just now', async () => {
  const { lines, open } = makeLines()
  let pass = () => {}
  const feed = makeFeed(open, () => new Promise((resolve) => (pass = resolve)))
  const heard: string[] = []
  feed.listen(({ event }) => heard.push(event))
  lines[0]?.opened()
  lines[0]?.lost()
  pass()
  await Promise.resolve()
  expect(heard).toEqual([])
  lines[1]?.opened()
  expect(heard).toEqual(['reload'])
})
