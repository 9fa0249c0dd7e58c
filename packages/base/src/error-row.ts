/** The two languages of every text the product shows. */
export type Language = 'zh' | 'en'

/** A part of a sentence in both languages, with {param} placeholders. */
export type ErrorText = { readonly [language in Language]: string }

/** One row of the catalogue: HTTP status, what is wrong, and what to do next. */
export interface ErrorRow {
  readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 412 | 413 | 415 | 422 | 429 | 500 | 502 | 503 | 507
  readonly what: ErrorText
  /** What the person who reads it does next; without a full stop, since it ends the sentence. */
  readonly next: ErrorText
}

/** A row of the catalogue: status, what is wrong, what to do next. */
export function row(status: ErrorRow['status'], what: ErrorText, next: ErrorText): ErrorRow {
  return { status, what, next }
}

/** The whole sentence of a row, its placeholders not filled yet. */
export function sentenceOf({ what, next }: Pick<ErrorRow, 'what' | 'next'>, language: Language): string {
  return `${what[language]}${language === 'zh' ? '：' : ': '}${next[language]}`
}
