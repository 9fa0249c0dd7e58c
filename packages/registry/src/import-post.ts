import { keyRows, readValidity } from './import-build.ts'
import type { BuiltRow, ImportSetting } from './import-build.ts'
import type { Post } from './post.ts'
import { holdsOn } from './registry-row.ts'
import type { RegistryState } from './registry-row.ts'
import type { RowReader } from './row-reader.ts'

/** Posts of a file, each in an office that is there. */
export function buildPosts(
  readers: readonly RowReader[],
  state: RegistryState,
  setting: ImportSetting,
): readonly BuiltRow[] {
  const unique = keyRows(readers)
  const built = unique.map(({ reader, key }): BuiltRow => {
    const before = state.post.get(key)
    const office = reader.need('office', before?.office)
    if (office !== '' && !state.office.has(office))
      reader.fault('office', 'reference_missing', { text: office })
    const role = reader.text('role', before?.role)
    const row: Post = {
      district: setting.district,
      id: key,
      office,
      name: reader.need('name', before?.name),
      ...(role !== undefined && { role }),
      ...readValidity(reader, before, setting.on),
    }
    return { reader, entries: [{ part: 'post', row }] }
  })
  if (setting.isComplete !== true) return built
  const named = new Set(unique.map(({ key }) => key))
  const ended = [...state.post.values()]
    .filter((post) => !named.has(post.id) && holdsOn(post, setting.on) && post.validFrom < setting.on)
    .map((post): BuiltRow => ({
      entries: [{ part: 'post', row: { ...post, validUntil: setting.on } }],
    }))
  return [...built, ...ended]
}
