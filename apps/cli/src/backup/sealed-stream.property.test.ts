import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openStream, sealStream } from './sealed-stream.ts'

// The cost of guessing is not what is tried here.
const cost = { logN: 4, r: 8, p: 1 }
const secret = Buffer.from('sixteen letters!')

async function* parts(...list: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* list
}

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function seal(plain: Uint8Array, given: Uint8Array = secret): Promise<Buffer> {
  return collect(sealStream(parts(plain), { secret: given, random: randomBytes, cost }))
}

/** Cuts a buffer at some places, as a file or a socket would. */
function pieces(bytes: Buffer, cuts: readonly number[]): readonly Buffer[] {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b)
  return places.slice(1).map((place, index) => bytes.subarray(places[index], place))
}

describe('a sealed stream', () => {
  test('gives back what was sealed, whatever its length and however it arrives', async () => {
    const length = fc.oneof(fc.nat(300), fc.constantFrom(65_535, 65_536, 65_537, 131_072, 200_000))
    await fc.assert(
      fc.asyncProperty(length, fc.array(fc.nat(300_000), { maxLength: 8 }), async (size, cuts) => {
        const plain = randomBytes(size)
        const sealed = await collect(
          sealStream(parts(...pieces(plain, cuts)), { secret, random: randomBytes, cost }),
        )
        expect(sealed.includes(plain.subarray(0, 32)) && size >= 8).toBe(false)
        expect((await collect(openStream(parts(...pieces(sealed, cuts)), secret))).equals(plain)).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  test('that was changed in any bit, cut anywhere or made longer does not open', async () => {
    const sealed = await seal(randomBytes(150_000))
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.length - 1), fc.nat(7), async (place, bit) => {
        const changed = Buffer.from(sealed)
        changed.writeUInt8(changed.readUInt8(place) ^ (1 << bit), place)
        await expect(collect(openStream(parts(changed), secret))).rejects.toMatchObject({
          code: expect.stringMatching(/^backup_(broken|locked)$/),
        })
        await expect(collect(openStream(parts(sealed.subarray(0, place)), secret))).rejects.toMatchObject({
          code: 'backup_broken',
        })
      }),
      { numRuns: 100 },
    )
    await expect(collect(openStream(parts(sealed, Buffer.from('x')), secret))).rejects.toMatchObject({
      code: 'backup_broken',
    })
  })

  test('whose chunks change places, or come from another stream, does not open', async () => {
    const plain = Buffer.alloc(3 * 65_536, 'a')
    const sealed = await seal(plain)
    const other = await seal(plain)
    const head = sealed.length - 3 * (65_536 + 20)
    const chunk = (from: Buffer, number: number) =>
      from.subarray(head + number * 65_556, head + (number + 1) * 65_556)
    const swapped = [sealed.subarray(0, head), chunk(sealed, 1), chunk(sealed, 0), chunk(sealed, 2)]
    const mixed = [sealed.subarray(0, head), chunk(sealed, 0), chunk(other, 1), chunk(sealed, 2)]
    const shorter = [sealed.subarray(0, head), chunk(sealed, 0), chunk(sealed, 2)]
    for (const list of [swapped, mixed, shorter]) {
      await expect(collect(openStream(parts(...list), secret))).rejects.toMatchObject({
        code: expect.stringMatching(/^backup_/),
      })
    }
  })

  test('does not open with another secret', async () => {
    const sealed = await seal(Buffer.from('台账'))
    await expect(collect(openStream(parts(sealed), Buffer.from('x')))).rejects.toMatchObject({
      code: 'backup_locked',
    })
  })
})
