import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { openTestDatabase } from '@duibiao/testkit'
import type { TestDatabase } from '@duibiao/testkit'
import { openSearchDistrict } from './search-district.ts'
import type { SearchDistrict } from './search-district.ts'

/** The demonstration district as its own files have it, with messages of its first weeks as matters. */
let opened: TestDatabase
let district: SearchDistrict
const data = mkdtempSync(path.join(tmpdir(), 'duibiao-search-'))

beforeAll(async () => {
  opened = await openTestDatabase()
  district = await openSearchDistrict(opened.database, { data, messages: 1_600 })
}, 240_000)

afterAll(async () => {
  await district.close()
  await opened.close()
  rmSync(data, { recursive: true })
})

interface Wanted {
  readonly query: string
  readonly kind: string
  readonly expected: string
}

type Line = readonly (string | number)[]

function readSet(): readonly Wanted[] {
  const set = parse(readFileSync(new URL('search-set.yaml', import.meta.url), 'utf8')) as Record<
    string,
    Line[]
  >
  return Object.entries(set).flatMap(([group, lines]) =>
    lines.map((line): Wanted => {
      const [first = '', second = '', third = ''] = line
      if (group === 'people') return wantedPerson(String(first), String(second), String(third))
      if (group === 'numbers') return wantedNumber(Number(first), String(second))
      return { query: String(first), kind: String(second), expected: String(third) }
    }),
  )
}

function wantedPerson(office: string, post: string, form: string): Wanted {
  const name = district.holderOf(office, post)
  const sounds = district.soundsOf(name)
  const forms: Readonly<Record<string, string>> = {
    name,
    pinyin: sounds.join(''),
    initials: sounds.map((sound) => sound.slice(0, 1)).join(''),
    title: `${name.slice(0, 1)}${post}`,
    given: name.slice(1),
    spaced: sounds.join(' '),
  }
  return { query: forms[form] ?? '', kind: 'person', expected: name }
}

function wantedNumber(nth: number, form: string): Wanted {
  const number = district.numbers[nth - 1] ?? ''
  const serial = number.slice(number.lastIndexOf('-') + 1)
  const forms: Readonly<Record<string, string>> = {
    whole: number,
    serial,
    bare: String(Number(serial)),
    lower: number.toLowerCase(),
    unhyphened: number.replaceAll('-', ''),
  }
  return { query: forms[form] ?? '', kind: 'matter', expected: `^${number}$` }
}

/** Which of the first three is the right one, from 1; undefined when none is. */
async function placeOf({ query, kind, expected }: Wanted): Promise<number | undefined> {
  const rows = await district.search(query)
  const at = rows.slice(0, 3).findIndex((row) => {
    if (kind === 'matter') {
      const said = [row.name, row.number ?? '', ...row.why.map(({ text }) => text)]
      return row.kind === 'matter' && said.some((text) => new RegExp(expected).test(text))
    }
    const isKind = row.sort === kind || row.kind === kind
    const isNamed = expected.split('|').some((one) => {
      const [name, beside] = one.split('@')
      return (row.name === name || row.number === name) && (beside === undefined || row.beside === beside)
    })
    return isKind && isNamed
  })
  return at === -1 ? undefined : at + 1
}

test('of the labelled set the right thing is within the first three for nineteen of twenty', async () => {
  const set = readSet()
  expect(set.length).toBeGreaterThanOrEqual(60)
  const misses: string[] = []
  let firsts = 0
  for (const wanted of set) {
    const place = await placeOf(wanted)
    if (place === 1) firsts += 1
    if (place !== undefined) continue
    const rows = (await district.search(wanted.query)).slice(0, 3)
    const got = rows.map(({ sort, name }) => `${sort} ${name}`).join(' / ')
    misses.push(`${wanted.query} → ${wanted.kind} ${wanted.expected}; found: ${got}`)
  }
  const found = set.length - misses.length
  console.log(`within three: ${found} of ${set.length}, first: ${firsts}`)
  for (const miss of misses) console.log(`  missed: ${miss}`)
  expect(found / set.length).toBeGreaterThanOrEqual(0.95)
})
