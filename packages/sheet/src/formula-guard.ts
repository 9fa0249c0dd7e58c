/** What begins like this is computed by a spreadsheet that opens it (ASVS 5.0 V1.2.10): full-width signs count too. */
// oxlint-disable-next-line eslint/no-control-regex -- control characters are among what begins a formula
const formulaStart = /^[=+\-@\t\r\n\u0000＝＋－＠]/u
// oxlint-disable-next-line eslint/no-control-regex -- the same after a guard
const guardedStart = /^'+[=+\-@\t\r\n\u0000＝＋－＠]/u

/** True for a text that a spreadsheet would take for a formula. */
export function looksLikeFormula(text: string): boolean {
  return formulaStart.test(text)
}

/** The text with an apostrophe in front when it would be taken for a formula, or looks as if it had been guarded already. */
export function guardFormula(text: string): string {
  return looksLikeFormula(text) || guardedStart.test(text) ? `'${text}` : text
}

/** What guardFormula was given: a file that we wrote reads back as it was. */
export function unguardFormula(text: string): string {
  return guardedStart.test(text) ? text.slice(1) : text
}
