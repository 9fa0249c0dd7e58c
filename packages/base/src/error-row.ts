/** One row of the catalogue: HTTP status and the sentence in both languages, with {param} placeholders. */
export interface ErrorRow {
  readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 422 | 429 | 500 | 503 | 507
  readonly zh: string
  readonly en: string
}

/** A row of the catalogue. */
export function row(status: ErrorRow['status'], zh: string, en: string): ErrorRow {
  return { status, zh, en }
}
