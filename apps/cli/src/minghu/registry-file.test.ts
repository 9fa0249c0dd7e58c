import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseLegalDate } from '@duibiao/base'
import { applyChanges, emptyRegistry, planImport } from '@duibiao/registry'
import type { ImportKind } from '@duibiao/registry'
import { readWholeSheet } from '@duibiao/sheet'
import { expect, test } from 'vitest'
import { readMessageFile } from '../message-file.ts'
import { makeDistrict, makeSeason } from './district.ts'
import { writeRegistryFiles, writeSeasonFiles } from './registry-file.ts'
import { readWrittenDistrict } from './written-file.ts'

const from = parseLegalDate('2026-05-18')
const district = makeDistrict(readWrittenDistrict(), { seed: 1, from })

test('the files are imported without a fault, and a second time change nothing', async () => {
  const files = await writeRegistryFiles(district)
  const setting = { district: 1, on: from }
  const kinds: readonly ImportKind[] = ['areas', 'offices', 'posts', 'people', 'items', 'duties']
  let state = emptyRegistry
  for (const kind of kinds) {
    const file = files.find(({ name }) => name.startsWith(`${kind}.`))
    const bytes = new TextEncoder().encode(file?.text)
    const { records, findings } = await readWholeSheet({ name: file?.name ?? '', bytes })
    expect(findings).toEqual([])
    const plan = planImport(kind, records, { state, setting })
    expect(plan.findings.slice(0, 5)).toEqual([])
    expect(plan.count.refused).toBe(0)
    state = applyChanges(state, plan.changes)
    expect(planImport(kind, records, { state, setting }).changes).toEqual([])
  }
  expect(state.area.size).toBe(district.geography.areas.length)
  expect(state.person.size).toBe(district.staff.people.length)
  expect(state.item.size).toBe(district.written.catalogue.items.length)
  for (const { area } of district.geography.areas) expect(state.area.get(area.id)).toEqual(area)
  for (const { office } of district.offices) expect(state.office.get(office.id)).toEqual(office)
  for (const row of district.written.catalogue.duties) {
    expect(state.duty.get(row.id)).toMatchObject({ name: row.name, kind: row.kind, item: row.item })
  }
}, 120_000)

test('the messages of a season are read as messages from another system', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'minghu-'))
  try {
    const season = makeSeason(district, { days: 5 })
    const [file] = writeSeasonFiles(season)
    const place = path.join(folder, 'messages.jsonl')
    writeFileSync(place, file?.text ?? '')
    const { messages, findings } = readMessageFile(place, 'messages.jsonl')
    expect(findings).toEqual([])
    expect(messages.map(({ id, body, sentAt }) => ({ id, body, sentAt }))).toEqual(
      season.messages.map(({ id, body, at }) => ({ id, body, sentAt: at })),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
})
