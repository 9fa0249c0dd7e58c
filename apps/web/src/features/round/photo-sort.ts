/** Fields of packs whose pictures show how something looks after it was dealt with. */
const afterFields = ['photos_after', 'photo_after'] as const

interface Photo {
  readonly id: string
}

/**
 * Pictures of a matter by when they were taken: those that its forms name as taken afterwards, and all others that are no part
 * of a check.
 */
export function sortPhotos<One extends Photo>(
  photos: readonly One[],
  variables: Readonly<Record<string, unknown>>,
): { readonly before: readonly One[]; readonly after: readonly One[] } {
  const after = new Set(afterFields.flatMap((field) => idsIn(variables[field])))
  const checks = new Set(['inspect_photos', 'verify_photos'].flatMap((field) => idsIn(variables[field])))
  return {
    before: photos.filter(({ id }) => !after.has(id) && !checks.has(id)),
    after: photos.filter(({ id }) => after.has(id)),
  }
}

function idsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}
