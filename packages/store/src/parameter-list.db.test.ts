import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { describeOnBoth } from '@duibiao/testkit'
import type { TestDatabase } from '@duibiao/testkit'
import { BinaryParameter } from './parameter.ts'
import { encodeList } from './parameter-list.ts'
import type { ListType, ListValue } from './parameter-list.ts'

const first = Date.parse('0001-01-01T00:00:00.000Z')
const last = Date.parse('9999-12-31T23:59:59.999Z')

const arbitraries: { readonly [type in ListType]: fc.Arbitrary<ListValue> } = {
  boolean: fc.boolean(),
  int: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  // The database holds no NUL.
  text: fc.string({ unit: 'grapheme', maxLength: 80 }).map((text) => text.replaceAll('\0', '')),
  float8: fc.double({ noNaN: true }).map((value) => (Object.is(value, -0) ? 0 : value)),
  bytea: fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('hex')),
  timestamptz: fc.integer({ min: first, max: last }),
  uuid: fc.uuid(),
}
const types: readonly ListType[] = ['boolean', 'int', 'text', 'float8', 'bytea', 'timestamptz', 'uuid']

describeOnBoth('lists in the binary form', (open) => {
  let opened: TestDatabase
  beforeAll(async () => {
    opened = await open({ migrated: false })
  })

  async function readBack(type: ListType, values: readonly ListValue[]): Promise<readonly unknown[]> {
    const one = type === 'bytea' ? `encode(one, 'hex')` : 'one'
    const rows = await opened.database.query<{ readonly value: unknown }>(
      `select ${one} as value from unnest($1::${type}[]) with ordinality as line(one, place) order by place`,
      [encodeList(type, values)],
    )
    return rows.map(({ value }) => value)
  }

  test.each(types)('%s is read as it was written', async (type) => {
    const list = fc.array(fc.option(arbitraries[type]), { minLength: 1, maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(list, async (values) => {
        expect(encodeList(type, values)).toBeInstanceOf(BinaryParameter)
        expect(await readBack(type, values)).toEqual(values)
      }),
      { numRuns: 50 },
    )
  })

  test('the first and the last instant, and those where numbers end being exact', async () => {
    const exact = Math.floor(Number.MAX_SAFE_INTEGER / 1000) + Date.UTC(2000, 0, 1)
    const values = [first, last, Date.UTC(2000, 0, 1) - 1, exact, exact + 1, exact + 2]
    expect(await readBack('timestamptz', values)).toEqual(values)
  })

  // What the form does not hold is refused by the server, as the value alone would be: never stored as another one.
  test.each([
    ['int', 2 ** 31],
    ['int', 0.5],
    ['uuid', '0195e3a0-0000-7000-8000-00000000000g'],
    ['uuid', '0195e3a0'],
    ['bytea', 'abc'],
    ['timestamptz', last + 1],
    ['text', 'a\0b'],
  ] as const)('%s %s is refused', async (type, value) => {
    await expect(readBack(type, [value])).rejects.toMatchObject({ code: expect.stringMatching(/^22/) })
  })
})
