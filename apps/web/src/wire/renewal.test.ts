import { expect, test } from 'vitest'
import { makeRenewal } from './renewal.ts'

/** A renewal whose rests end when the test says so. */
function openRenewal() {
  const rests: (() => void)[] = []
  let asked = 0
  const tell = makeRenewal(
    () => {
      asked += 1
      return Promise.resolve()
    },
    () => new Promise((resolve) => rests.push(resolve)),
  )
  return {
    tell,
    asked: () => asked,
    endRest: async () => {
      await Promise.resolve()
      rests.pop()?.()
      await Promise.resolve()
      await Promise.resolve()
    },
  }
}

test('what happens first is asked for at once, and all that happens until the rest is over once more', async () => {
  const { tell, asked, endRest } = openRenewal()
  tell()
  expect(asked()).toBe(1)
  tell()
  tell()
  expect(asked()).toBe(1)
  await endRest()
  expect(asked()).toBe(2)
})

test('where nothing happened meanwhile nothing is asked, and the next is asked for at once again', async () => {
  const { tell, asked, endRest } = openRenewal()
  tell()
  await endRest()
  expect(asked()).toBe(1)
  tell()
  expect(asked()).toBe(2)
})
