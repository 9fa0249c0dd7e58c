import { readFileSync } from 'node:fs'
import { parseLegalDate } from '@duibiao/base'
import { expect, test } from 'vitest'
import { acceptanceOf } from './acceptance.ts'
import { makeDistrict, makeSeason } from './district.ts'
import { readWrittenDistrict } from './written-file.ts'

const district = makeDistrict(readWrittenDistrict(), { seed: 1, from: parseLegalDate('2026-05-18') })
const { messages } = makeSeason(district)
const source = {
  offices: new Map(district.offices.map(({ office }) => [office.id, office])),
  duties: new Map(district.written.catalogue.duties.map((row) => [row.id, row])),
}

interface Form {
  readonly required: readonly string[]
  readonly properties: Readonly<Record<string, { readonly type: string; readonly enum?: readonly unknown[] }>>
}

test('what a clerk would enter fits the form of the pack hotline', () => {
  const file = new URL('../../../../packs/hotline/forms/accept.json', import.meta.url)
  const form = JSON.parse(readFileSync(file, 'utf8')) as Form
  for (const message of messages) {
    const acceptance = acceptanceOf(message, source)
    for (const name of form.required) expect(acceptance[name]).toBeDefined()
    for (const [name, value] of Object.entries(acceptance)) {
      const field = form.properties[name]
      expect({ name, type: field?.type }).toEqual({
        name,
        type: Array.isArray(value) ? 'array' : typeof value,
      })
      if (field?.enum !== undefined) expect(field.enum).toContain(value)
    }
  }
})

test('thanks are answered at once, legal matters sent to their channel, streets asked by their list', () => {
  const accepted = messages.map((message) => ({ message, acceptance: acceptanceOf(message, source) }))
  const find = (mark: (typeof messages)[number]['marks'][number]) =>
    accepted.find(({ message }) => message.marks.includes(mark))?.acceptance
  expect(find('thanks')).toMatchObject({ demand_type: 'consultation', knowledge_hit: true })
  expect(find('litigation')).toMatchObject({ channel: 'litigation' })
  expect(find('secret')).toMatchObject({ keep_secret: true })
  const streets = accepted.filter(({ acceptance }) => acceptance['receiver_kind'] === 'street')
  expect(streets.length).toBeGreaterThan(100)
  expect(new Set(streets.map(({ acceptance }) => acceptance['list_entry']))).toEqual(new Set(['basic']))
  expect(acceptanceOf(messages[0] ?? expect.fail(), source, 'JB-1')).toMatchObject({ same_matter: 'open' })
})
