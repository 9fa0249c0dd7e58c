/** How much of a file is read: what is beyond is refused, so that a small file cannot become a huge one in memory. */
export type SheetLimits = {
  /** Bytes of the file. */
  readonly bytes: number
  /** Bytes of everything in a compressed file, counted while it is unpacked: what it claims is not believed. */
  readonly unpacked: number
  /** Parts in a compressed file. */
  readonly parts: number
  /** Rows of all sheets together. */
  readonly rows: number
  readonly columns: number
  /** Texts that cells share. */
  readonly texts: number
}

/** Some ten times what an office of a district exports. */
export const defaultSheetLimits: SheetLimits = {
  bytes: 50_000_000,
  unpacked: 500_000_000,
  parts: 1000,
  rows: 1_000_000,
  columns: 500,
  texts: 2_000_000,
}
