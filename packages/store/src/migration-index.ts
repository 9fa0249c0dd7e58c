/**
 * The migrations of the schema, in order; the place in this list is the version. Append only: a file that was
 * released is never edited, moved or removed. Named here one by one, because a folder scan would run whatever
 * lies there.
 */
export const migrationFiles: readonly string[] = ['0001-district']
